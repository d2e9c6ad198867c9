import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, concat, equal, hex } from "../../main/web/bytes.ts";
import type { Link } from "../../main/web/chain.ts";
import { digest, h } from "../../main/web/derive.ts";
import { openBody } from "../../main/web/cobblestone.ts";
import * as envelope from "../../main/web/envelope.ts";
import { encodeManifest } from "../../main/web/manifest.ts";
import { type ReportText, parseReportText } from "../../main/web/report-text.ts";
import { openCapsule, recover } from "../../main/web/recovery.ts";
import { parseRoster, ruleFor } from "../../main/web/roster.ts";
import { type Draft, type SealedReport, seal } from "../../main/web/seal.ts";
import { rootOf } from "../../main/web/secrets.ts";
import type { Secret } from "../../main/web/sharing.ts";
import { seeded } from "./seeded.ts";
import { type Vector, eachVector, read as vectorOf } from "./vectors.ts";

/** Both vectors are sealed here again from the same coins, so that the envelopes are Java's to the last byte, and then opened. */
eachVector("report", async (vector) => {
  const link = linkOf(vector);
  const whole = vector.name === "whole-64k";
  const root = rootOf(seeded("words vectors")(16), link.hash);
  const sealed = await seal(whole ? smallDraft() : largeDraft(), link.hash, link, root, seeded("report"), envelope.BUCKETS[3]!);
  const bytes = await wholeOf(sealed);
  const header = envelope.parseStart(bytes);
  assert.equal(hex(whole ? bytes : envelope.encodeHeader(header)), vector.text("envelope"));
  const report = opened("report", vector, link, header, whole ? [1, 4, 5, 6] : [1, 2, 4, 5, 6]);
  const identity = opened("identity", vector, link, header, [1, 2, 4, 5, 6]);
  const { who, manifest, files } = await read(bytes, header, report, identity);
  assert.deepEqual(manifest.files.map((file) => file.name), whole ? ["small.bin"] : ["niño.bin", "small.bin"]);
  assert.ok(equal(concat(...files), concat(...(whole ? [small()] : [large(), small()]))));
  const { envelopeHash, rtag } = await sealed.tags();
  return {
    length: bytes.length,
    sha256: await digest(bytes),
    envelope_hash: envelopeHash,
    eid: sealed.eid,
    rtag,
    excluded: report.excluded,
    report_message: report.message,
    report_coins: report.coins,
    identity_message: identity.message,
    identity: who,
    manifest: new TextDecoder().decode(encodeManifest(manifest)),
  };
});

function linkOf(vector: Vector): Link {
  const roster = parseRoster(vector.text("roster"));
  const hash = h("roster", new TextEncoder().encode(vector.text("roster")));
  return { roster, hash, policy: undefined as never };
}

const small = (): Bytes => seeded("small")(20_000);
const large = (): Bytes => seeded("file")((1 << 20) | 5);
const draft: Draft = { form: undefined, answers: [], text: "", language: "es", consent: [], identity: "", excluded: [], files: [], earlier: undefined };

function smallDraft(): Draft {
  return { ...draft, text: "Lo vi.", identity: "Ana", excluded: [3], files: [{ name: "small.bin", blob: new Blob([small()]) }] };
}

function largeDraft(): Draft {
  const files = [{ name: "niño.bin", blob: new Blob([large()]) }, { name: "small.bin", blob: new Blob([small()]) }];
  return { ...draft, text: "Again", language: "en", files };
}

async function wholeOf(sealed: SealedReport): Promise<Bytes> {
  const segments: Bytes[] = [];
  for await (const segment of sealed.segments()) segments.push(segment);
  for (const k of [0, segments.length - 1]) assert.ok(equal(await sealed.segment(k), segments[k]!), "the same segment twice");
  return concat(...segments);
}

function opened(compartment: envelope.Compartment, vector: Vector, link: Link, header: envelope.Header, members: readonly number[]): Secret {
  const tag = envelope.tagOf(compartment, header.prefix);
  const rule = ruleFor(link.roster, compartment);
  const shares = members.map((m) => [m, openCapsule(vector.list("seeds")[m - 1]!, tag, rule, header[compartment], m)!] as const);
  const secret = recover(tag, rule, header[compartment], new Map(shares));
  assert.ok(secret, compartment);
  return secret;
}

async function read(bytes: Bytes, header: envelope.Header, report: Secret, identity: Secret): Promise<ReportText & { who: string }> {
  const context = envelope.headerHash(header);
  const at = envelope.headerLength(header.prefix.n);
  const middle = at + envelope.IDENTITY_BODY;
  const who = await openBody(await envelope.bodyOf("identity", identity, context), bytes.slice(at, middle));
  const text = await openBody(await envelope.bodyOf("report", report, context), bytes.slice(middle));
  return { ...(await parseReportText(text, header.prefix.n)), who: envelope.parseIdentity(who) };
}

test("a file that changes between its two readings stops the report", async () => {
  const blob = new Blob([small()]);
  const file = { size: blob.size, type: "", slice: (from: number, to: number) => (changed ? new Blob([large()]) : blob).slice(from, to) };
  let changed = false;
  const link = linkOf(vectorOf("report", "whole-64k"));
  const root = rootOf(new Uint8Array(16), link.hash);
  const sealed = await seal({ ...draft, files: [{ name: "a", blob: file as unknown as Blob }] }, link.hash, link, root, seeded("x"), envelope.BUCKETS[0]!);
  assert.ok(await sealed.tags());
  changed = true;
  await assert.rejects(sealed.tags(), { reason: "FILE_CHANGED", about: "a" });
});
