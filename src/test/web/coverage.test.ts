import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { FOLDER } from "./vectors.ts";

/** Folders whose bytes only members' machines read or write, and why. */
const MEMBERS_ONLY: Readonly<Record<string, string>> = {
  "key-file": "a member's key file, under Argon2id: the page holds no member's key",
  page: "a listing of the page: it is made by the build and checked by whoever distrusts the page, never by the page itself",
  "sealed-file": "what a server reads and the command writes; the page writes one and never reads any",
  card: "a member's public keys on their way to whoever drafts a roster",
};

test("every folder of vectors is read, and none is empty", () => {
  const tests = readdirSync("src/test/web").filter((file) => file.endsWith(".test.ts"));
  const text = tests.map((file) => readFileSync(`src/test/web/${file}`, "utf8")).join("\n");
  const read = new Set([...text.matchAll(/^eachVector\("([^"]+)"/gm)].map(([, folder]) => folder!));
  const folders = readdirSync(FOLDER);
  for (const folder of folders) {
    assert.notEqual(readdirSync(`${FOLDER}/${folder}`).length, 0, `${folder} is empty`);
    assert.ok(read.has(folder) !== folder in MEMBERS_ONLY, `${folder}: read by a test, or named above with its reason; not both`);
  }
  for (const folder of [...read, ...Object.keys(MEMBERS_ONLY)]) assert.ok(folders.includes(folder), folder);
});
