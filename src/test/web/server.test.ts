import assert from "node:assert/strict";
import { hex, utf8 } from "../../main/web/bytes.ts";
import { dummyEntries } from "./dummies.ts";
import { h } from "../../main/web/derive.ts";
import * as ed25519 from "../../main/web/ed25519.ts";
import { entriesHashOf, parseEntries, parseLeaf } from "../../main/web/intake.ts";
import { labelled } from "../../main/web/label.ts";
import { isPromised, parsePromise, signedPromise } from "../../main/web/promise.ts";
import { REFUSALS, refusalOf } from "../../main/web/refusal.ts";
import { openRecord, recordTag, sealRecord, whoOf } from "../../main/web/board-record.ts";
import { concat } from "../../main/web/bytes.ts";
import type { VerifierKey } from "../../main/web/verifier-key.ts";
import { eachVector } from "./vectors.ts";

eachVector("intake", async (vector) => {
  const leaf = parseLeaf(vector.text("leaf"));
  const entries = parseEntries(vector.bytes("entries"), leaf);
  const dummies = dummyEntries(vector.bytes("day_key"), leaf.size);
  const reports = entries.filter((entry) => !dummies.has(hex(concat(entry.eid, entry.envelopeHash, entry.rtag))));
  const entriesHash = await entriesHashOf(vector.bytes("entries"));
  assert.deepEqual(entriesHash, leaf.entriesHash);
  assert.deepEqual(h("day-key", vector.bytes("day_key")), leaf.dayKeyHash);
  return { reports: reports.length, entries_hash: entriesHash, day_key_hash: leaf.dayKeyHash };
});

eachVector("promise", (vector) => {
  const promise = parsePromise(vector.bytes("promise"));
  const about = { panelId: vector.bytes("panel_id"), eid: promise.eid, envelopeHash: vector.bytes("envelope_hash"), rtag: vector.bytes("rtag") };
  const key = { key: vector.bytes("log_key") } as VerifierKey;
  assert.ok(isPromised(promise, about, key));
  assert.ok(!isPromised(promise, { ...about, rtag: about.envelopeHash }, key));
  assert.ok(!isPromised(promise, { ...about, eid: new Uint8Array(16) }, key));
  return { eid: promise.eid, batch: promise.batch, day: promise.day, signed: signedPromise(about, promise.batch, promise.day) };
});

eachVector("refusal", (vector) => {
  const word = refusalOf(vector.bytes("body"));
  assert.ok(word);
  assert.equal(refusalOf(vector.bytes("body").slice(1)), undefined);
  return { status: REFUSALS[word], word };
});

eachVector("replies", async (vector) => {
  const [rs, panelId, key, counter] = [vector.bytes("rs"), vector.bytes("panel_id"), vector.bytes("key"), Number(vector.text("counter"))];
  const part = await openRecord(rs, panelId, key, counter, vector.bytes("record"));
  const record = await sealRecord(rs, panelId, vector.bytes("seed"), counter, part);
  assert.deepEqual(record, vector.bytes("record"));
  const who = whoOf(key);
  return { who, tag: recordTag(rs, who, counter), salt: record.slice(16, 32), part: part.part, parts: part.parts, day: String(part.day), text: part.text };
});

/** Log-ins are made on members' machines; their bytes follow from what the page has anyway. */
eachVector("log-in", (vector) => {
  const seed = vector.bytes("seed");
  const message = labelled("login", utf8(vector.text("origin")), vector.bytes("nonce"));
  return { message, body: concat(whoOf(ed25519.publicKey(seed)), vector.bytes("nonce"), ed25519.sign(seed, message)) };
});
