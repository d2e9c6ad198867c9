import assert from "node:assert/strict";
import { Malformed } from "../../main/web/malformed.ts";
import { openRelease, sealRelease } from "../../main/web/release.ts";
import { eachVector } from "./vectors.ts";

eachVector("release", (vector) => {
  const binding = {
    request: vector.bytes("request"),
    tag: vector.bytes("tag"),
    member: vector.number("member"),
    reader: vector.number("reader"),
    readerKey: vector.bytes("reader_key"),
  };
  const share = openRelease(vector.bytes("reader_seed"), binding, vector.bytes("slot"));
  if (share === undefined) throw new Malformed("release", "NOT_OPENED");
  assert.deepEqual(share, vector.bytes("share"));
  assert.deepEqual(sealRelease(binding, share), vector.bytes("slot"));
  return {};
});
