import assert from "node:assert/strict";
import { test } from "node:test";
import { encodeManifest, parseManifest } from "../../main/web/manifest.ts";
import { all, eachVector } from "./vectors.ts";

eachVector("manifest", (vector) => {
  const bytes = vector.bytes("manifest");
  assert.deepEqual(encodeManifest(parseManifest(bytes)), bytes);
  return {};
});

test("every flaw has a vector", () => {
  const flaws = "TOO_LONG BOM UTF8 JSON KEY TYPE BASE64 FILE_SIZE SURROGATE FORM ANSWERS TEXT LANGUAGE CONSENT FILES FILE_NAME FILE_TYPE NOT_CANONICAL";
  const told = new Set(all("manifest").map((vector) => vector.expect));
  for (const flaw of flaws.split(" ")) assert.ok(told.has(flaw), flaw);
});
