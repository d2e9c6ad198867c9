import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, hex } from "../../main/web/bytes.ts";
import { bodyLength, cobblestone, openBody, sealBody, textLength } from "../../main/web/cobblestone.ts";
import { encodeDealt } from "../../main/web/dealt.ts";
import { sha256Small } from "../../main/web/derive.ts";
import * as envelope from "../../main/web/envelope.ts";
import { type Vector, eachVector } from "./vectors.ts";

eachVector("envelope", async (vector) => {
  if (vector.has("header")) return header(vector);
  if (vector.has("key")) return body(vector);
  return vector.has("segments") ? { envelope_hash: envelope.envelopeHash(vector.list("segments")) } : keys(vector);
});

function header(vector: Vector): Record<string, unknown> {
  const parsed = envelope.parseHeader(vector.bytes("header"));
  assert.equal(hex(envelope.encodeHeader(parsed)), vector.text("header"));
  const { panelId, rosterHash, eid, n, r1, r2 } = parsed.prefix;
  return {
    panel_id: panelId,
    roster_hash: rosterHash,
    eid,
    n,
    r1,
    r2,
    report: encodeDealt(parsed.report),
    identity: encodeDealt(parsed.identity),
    header_hash: envelope.headerHash(parsed),
    tag_report: envelope.tagOf("report", parsed.prefix),
    tag_identity: envelope.tagOf("identity", parsed.prefix),
  };
}

async function body(vector: Vector): Promise<Record<string, unknown>> {
  const stone = await cobblestone(vector.bytes("key"), vector.bytes("salt"), vector.bytes("context"));
  if (vector.has("body")) {
    await openBody(stone, vector.bytes("body"));
    return {};
  }
  const plain = pattern(vector.number("length"));
  const sealed = await sealBody(stone, plain);
  assert.equal(sealed.length, bodyLength(plain.length));
  assert.deepEqual(await openBody(stone, sealed), plain);
  return { start: stone.start, sha256: sha256Small(sealed), body_length: sealed.length };
}

/** The text that the vectors' bodies seal: byte i is i mod 251. */
function pattern(length: number): Bytes {
  return Uint8Array.from({ length }, (_, i) => i % 251);
}

async function keys(vector: Vector): Promise<Record<string, unknown>> {
  const compartment = vector.text("compartment").toLowerCase() as envelope.Compartment;
  const text = vector.bytes("hedged");
  const plainHash = envelope.plainHash(text);
  const hedge = envelope.hedge(vector.bytes("fresh"), vector.bytes("root"), vector.bytes("tag"), vector.number("excluded"), plainHash);
  const sealed = await sealBody(await envelope.bodyOf(compartment, hedge, vector.bytes("header_hash")), text);
  return { plain_hash: plainHash, message: hedge.message, coins: hedge.coins, body: sealed };
}

test("every n fills every bucket to the last byte", () => {
  for (const bucket of envelope.BUCKETS) {
    for (let n = 2; n <= 15; n++) {
      const body = bucket.length - envelope.headerLength(n) - envelope.IDENTITY_BODY;
      const text = textLength(body);
      assert.ok(text !== undefined, `${bucket.length} ${n}`);
      assert.equal(bodyLength(text), body);
    }
  }
  assert.deepEqual([5, 15].map((n) => envelope.BUCKETS.map((bucket) => envelope.room(bucket, n))), [
    [48971, 245387, 1031051, 4173707, 16744347, 67026891, 268157051, 1072677755],
    [24987, 221403, 1007067, 4149723, 16720363, 67002907, 268133083, 1072653787],
  ]);
});
