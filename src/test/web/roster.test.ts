import assert from "node:assert/strict";
import { test } from "node:test";
import { hex, utf8 } from "../../main/web/bytes.ts";
import { type Chain, coming, current, usable, verifyChain } from "../../main/web/chain.ts";
import { parseDocketNote } from "../../main/web/docket-note.ts";
import { parseBoardDigest } from "../../main/web/log-note.ts";
import { h } from "../../main/web/derive.ts";
import { verifyPanelNote } from "../../main/web/panel-note.ts";
import { parsePolicy } from "../../main/web/policy.ts";
import { parseRoster } from "../../main/web/roster-text.ts";
import { isSignedBy, parseSignedNote } from "../../main/web/signed-note.ts";
import { merelyRemoves } from "../../main/web/succession.ts";
import { parseVerifierKey } from "../../main/web/verifier-key.ts";
import { type Vector, all, eachVector, read } from "./vectors.ts";

eachVector("roster", (vector) => {
  parseRoster(vector.text("text"));
  return {};
});

eachVector("roster-chain", (vector) => {
  chainOf(vector);
  return {};
});

eachVector("signed-note", (vector) => {
  const note = parseSignedNote(vector.bytes("note"));
  assert.ok(isSignedBy(note, parseVerifierKey(vector.text("vkey"))));
  return {};
});

eachVector("policy", (vector) => {
  parsePolicy(vector.text("text").split("\n"));
  return {};
});

eachVector("docket-note", (vector) => {
  parseDocketNote(vector.text("text"));
  return {};
});

eachVector("panel-note", (vector) => {
  const genesis = utf8(vector.text("genesis"));
  const chain = verifyChain(h("roster", utf8(parseSignedNote(genesis).text)), [genesis]);
  return { hash: verifyPanelNote(utf8(vector.text("note")), chain).hash };
});

eachVector("board-note", (vector) => {
  const note = parseBoardDigest(vector.text("text"));
  assert.equal(hex(h("board/batch", vector.bytes("batch"))), hex(note.digest));
  return {};
});

function chainOf(vector: Vector): Chain {
  return verifyChain(vector.bytes("panel_id"), vector.texts("notes").map(utf8));
}

test("the current roster is the last one whose first day has come; it may have ended", () => {
  const chain = chainOf(read("roster-chain", "successor"));
  const [first, second] = chain.links;
  const { from } = second!.roster.valid;
  assert.equal(current(chain, first!.roster.valid.from - 1), undefined);
  assert.equal(current(chain, from - 1), first);
  assert.deepEqual(coming(chain, from - 1), [second]);
  assert.equal(current(chain, from), second);
  assert.deepEqual(coming(chain, from), []);
  assert.equal(usable(chain, second!.roster.valid.to - 1), second);
  assert.equal(current(chain, second!.roster.valid.to), second);
  assert.equal(usable(chain, second!.roster.valid.to), undefined);
});

test("only a roster that takes people away and changes nothing else holds at once", () => {
  const before = parseRoster(read("roster", "next").text("text"));
  const removed = { ...before, members: before.members.slice(0, -1), epoch: 9 };
  assert.ok(merelyRemoves(before, removed));
  assert.ok(!merelyRemoves(before, before));
  const [one, ...others] = removed.members;
  const weaker = [
    { ...removed, admin: removed.admin - 1 },
    { ...removed, panel: "other" },
    { ...removed, retain: { ...removed.retain, board: 1 } },
    { ...removed, policy: [...removed.policy, "x"] },
    { ...removed, forms: [] },
    { ...removed, benches: removed.benches.map((bench) => ({ ...bench, exclude: bench.exclude - 1 })) },
    { ...removed, members: [{ ...one!, name: "Another" }, ...others] },
    { ...removed, members: [{ ...one!, ed25519: new Uint8Array(32) }, ...others] },
  ];
  for (const [i, next] of weaker.entries()) assert.ok(!merelyRemoves(before, next), String(i));
});

test("every flaw of a roster but those that need a chain has a vector", () => {
  const told = new Set(all("roster").map((vector) => vector.expect));
  assert.ok(told.size >= 25);
});
