import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type Bytes, concat, equal, hex, utf8 } from "../../main/web/bytes.ts";
import { digest } from "../../main/web/derive.ts";
import * as envelope from "../../main/web/envelope.ts";
import { encodeManifest } from "../../main/web/manifest.ts";
import { type Draft, type SealedReport, roomFor, seal } from "../../main/web/seal.ts";
import { rootOf } from "../../main/web/secrets.ts";
import { EMPTY_DRAFT, linkOf, opened, readEnvelope } from "./opening.ts";
import { startOracle } from "./oracle.ts";
import { below, seeded } from "./seeded.ts";
import { eachVector, read as vectorOf } from "./vectors.ts";

const oracle = startOracle();
after(() => oracle.close());

const ROSTER = vectorOf("report", "whole-64k").text("roster");
const SEEDS = vectorOf("report", "whole-64k").list("seeds");
const small = (): Bytes => seeded("small")(20_000);
const large = (): Bytes => seeded("file")((1 << 20) | 5);

/** Both vectors are sealed here again from the same coins, so that the envelopes are Java's to the last byte, and then opened. */
eachVector("report", async (vector) => {
  const link = linkOf(vector.text("roster"));
  const whole = vector.name === "whole-64k";
  const root = rootOf(seeded("words vectors")(16), link.hash);
  const sealed = await seal(whole ? smallDraft() : largeDraft(), link.hash, link, root, seeded("report"), envelope.BUCKETS[3]!);
  const bytes = await wholeOf(sealed);
  const header = envelope.parseStart(bytes);
  assert.equal(hex(whole ? bytes : envelope.encodeHeader(header)), vector.text("envelope"));
  const report = opened("report", SEEDS, link, header, whole ? [1, 4, 5, 6] : [1, 2, 4, 5, 6]);
  const identity = opened("identity", SEEDS, link, header, [1, 2, 4, 5, 6]);
  const { who, manifest, files } = await readEnvelope(bytes, report, identity);
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

function smallDraft(): Draft {
  return { ...EMPTY_DRAFT, text: "Lo vi.", identity: "Ana", excluded: [3], files: [{ name: "small.bin", blob: new Blob([small()]) }] };
}

function largeDraft(): Draft {
  const files = [{ name: "niño.bin", blob: new Blob([large()]) }, { name: "small.bin", blob: new Blob([small()]) }];
  return { ...EMPTY_DRAFT, text: "Again", language: "en", files };
}

async function wholeOf(sealed: SealedReport): Promise<Bytes> {
  const segments: Bytes[] = [];
  for await (const { bytes } of sealed.segments()) segments.push(bytes);
  for (const k of [0, segments.length - 1]) assert.ok(equal((await sealed.segment(k)).bytes, segments[k]!), "the same segment twice");
  const place = roomFor(sealed.bucket);
  for (const room of [place.text, place.sealed]) room.fill(0xa5);
  for (const k of [segments.length - 1, 0, segments.length - 1]) assert.ok(equal((await sealed.segment(k, place)).bytes, segments[k]!), "where another one was before");
  return concat(...segments);
}

/** A random draft of which both sides can make the same envelope: Java guesses the same types of these names. */
function randomDraft(random: (length: number) => Bytes): Draft {
  const texts = ["", "Lo vi.", "línea\n\tuna \"cita\" \\o/ 😀", "ñ".repeat(3000)];
  const files = Array.from({ length: below(3, random) }, (_, i) => ({ name: `${i} ñ.bin`, blob: new Blob([random(below(9000, random))]) }));
  const excluded = [[], [3], [1], [4], [7], [2, 8]][below(6, random)]!;
  return { ...EMPTY_DRAFT, text: texts[below(4, random)]!, identity: texts[below(4, random)]!.slice(0, 2000), excluded, files, consent: ["contact"] };
}

test("24 random reports sealed here are sealed in Java to the same bytes, and opened by Java's panel", async () => {
  const link = linkOf(ROSTER);
  const random = seeded("random reports");
  for (let i = 0; i < 24; i++) {
    const [draft, entropy, coins] = [randomDraft(random), random(16), hex(random(8))];
    const sealed = await seal(draft, link.hash, link, rootOf(entropy, link.hash), seeded(coins), envelope.BUCKETS[3]!);
    const bytes = await wholeOf(sealed);
    const contents = await Promise.all(draft.files.map(async ({ blob }) => new Uint8Array(await blob.arrayBuffer())));
    const files = draft.files.flatMap(({ name }, k) => [name, contents[k]!]);
    const java = await oracle.get("seal-report", ROSTER, entropy, coins, draft.text, draft.identity, draft.excluded, ...files);
    assert.ok(equal(java[0]!, bytes), `report ${i}`);
    assert.deepEqual(java[1], (await sealed.tags()).rtag);

    const [manifest, identity, excluded, verdict, ...read] = await oracle.get("open-report", ROSTER, SEEDS, bytes);
    const mine = await readEnvelope(bytes, opened("report", SEEDS, link, envelope.parseStart(bytes), [1, 2, 3, 4, 5, 6]), opened("identity", SEEDS, link, envelope.parseStart(bytes), [1, 2, 3, 4, 5, 6]));
    assert.deepEqual(encodeManifest(mine.manifest), manifest);
    assert.deepEqual([utf8(mine.who), mine.who], [identity, draft.identity]);
    assert.equal(mine.manifest.text, draft.text);
    assert.deepEqual(read, contents);
    assert.deepEqual(mine.files, contents);
    assert.equal(new TextDecoder().decode(verdict), "WELL_FORMED");
    const members = draft.excluded.filter((person) => person <= 6).reduce((set, person) => set | (1 << (person - 1)), 0);
    assert.equal(new TextDecoder().decode(excluded), String(members));
    const { r1, r2 } = envelope.parseStart(bytes).prefix;
    assert.ok(!draft.excluded.includes(r1) && !draft.excluded.includes(r2), "nobody excluded is drawn");
  }
});

test("a broken segment does not open in Java", async () => {
  const link = linkOf(ROSTER);
  const sealed = await seal(smallDraft(), link.hash, link, rootOf(new Uint8Array(16), link.hash), seeded("broken"), envelope.BUCKETS[0]!);
  const bytes = await wholeOf(sealed);
  bytes[bytes.length - 1]! ^= 1;
  assert.equal(await oracle.ask("open-report", ROSTER, SEEDS, bytes), "CHUNK");
});

test("what cannot be sealed is said before anything is", async () => {
  const link = linkOf(ROSTER);
  const cannot = (draft: Partial<Draft>, bucket = 0) =>
    seal({ ...EMPTY_DRAFT, ...draft }, link.hash, link, new Uint8Array(64), seeded("cannot"), envelope.BUCKETS[bucket]!).then(
      () => assert.fail("it was sealed"),
      (e: { reason: string; about: string; over: number }) => [e.reason, e.about, e.over],
    );
  const room = envelope.room(envelope.BUCKETS[0]!, 6);
  const empty = encodeManifest({ ...EMPTY_DRAFT, rs: new Uint8Array(32), files: [] }).length;
  assert.deepEqual(await cannot({ text: "a".repeat(room - 4 - empty + 7) }), ["TOO_LARGE", "", 7]);
  assert.deepEqual(await cannot({ text: "a".repeat(65_536 - empty + 1) }, 1), ["TEXT_TOO_LONG", "", 1]);
  assert.deepEqual(await cannot({ identity: "ñ".repeat(2048) }), ["IDENTITY_TOO_LONG", "", 2]);
  assert.deepEqual(await cannot({ text: "a\u0007" }), ["CONTENT", "TEXT", 0]);
  assert.deepEqual(await cannot({ identity: "a\ud800" }), ["CONTENT", "SURROGATE", 0]);
  assert.deepEqual(await cannot({ excluded: [9] }), ["NOBODY", "9", 0]);
  assert.deepEqual(await cannot({ excluded: [1, 2] }), ["TOO_MANY_EXCLUDED", "office", 0]);
  assert.deepEqual(await cannot({ excluded: [1, 7, 8, 5] }), ["TOO_MANY_EXCLUDED", "civil", 0]);
  assert.deepEqual(await cannot({ files: [{ name: "a/b", blob: new Blob([]) }] }), ["FILE_NAME", "a/b", 0]);
  assert.deepEqual(await cannot({ files: Array(65).fill({ name: "a", blob: new Blob([]) }) }), ["TOO_MANY_FILES", "", 0]);
  assert.deepEqual(await cannot({ files: [{ name: "a", blob: new Blob([new Uint8Array(70_000)]) }] }), ["TOO_LARGE", "", 70_004 - room]);
});

test("an envelope of the largest room is full to the last byte, one more takes the next bucket", async () => {
  const link = linkOf(ROSTER);
  const empty = encodeManifest({ ...EMPTY_DRAFT, rs: new Uint8Array(32), files: [] }).length;
  const most = envelope.room(envelope.BUCKETS[0]!, 6) - 4 - empty;
  const of = (length: number) => seal({ ...EMPTY_DRAFT, text: "a".repeat(length) }, link.hash, link, new Uint8Array(64), seeded("room"), envelope.BUCKETS[7]!);
  const full = await of(most);
  assert.deepEqual([full.bucket.code, full.room], [0, 0]);
  assert.equal((await wholeOf(full)).length, 65_536);
  assert.equal((await of(most + 1)).bucket.code, 1);
});

test("two files of one name are both there", async () => {
  const link = linkOf(ROSTER);
  const file = { name: "foto.jpg", blob: new Blob([small()], { type: "image/jpeg" }) };
  const sealed = await seal({ ...EMPTY_DRAFT, files: [file, file] }, link.hash, link, new Uint8Array(64), seeded("twice"), envelope.BUCKETS[7]!);
  const bytes = await wholeOf(sealed);
  const header = envelope.parseStart(bytes);
  const { manifest } = await readEnvelope(bytes, opened("report", SEEDS, link, header, [1, 2, 5, 6]), opened("identity", SEEDS, link, header, [1, 2, 3, 5, 6]));
  assert.deepEqual(manifest.files.map(({ name, type }) => [name, type]), [["foto.jpg", "image/jpeg"], ["foto (2).jpg", "image/jpeg"]]);
});

test("a file that changes after it was first read stops the report", async () => {
  const blob = new Blob([small()]);
  let changed = false;
  const file = { size: blob.size, type: "", slice: (from: number, to: number) => (changed ? new Blob([large()]) : blob).slice(from, to) };
  const link = linkOf(ROSTER);
  const sealed = await seal({ ...EMPTY_DRAFT, files: [{ name: "a", blob: file as unknown as Blob }] }, link.hash, link, new Uint8Array(64), seeded("x"), envelope.BUCKETS[0]!);
  assert.ok(await sealed.tags());
  changed = true;
  await assert.rejects(sealed.tags(), { reason: "FILE_CHANGED", about: "a" });
});

test("the lot is fair and never falls on the excluded", async () => {
  const { drawLot } = await import("../../main/web/lot.ts");
  const { roster } = linkOf(ROSTER);
  const random = seeded("lot");
  const pairs = new Map<string, number>();
  for (let i = 0; i < 6000; i++) {
    const lot = drawLot(roster, [3, 8], random);
    assert.equal(lot.excluded, 0b100);
    pairs.set(`${lot.r1} ${lot.r2}`, (pairs.get(`${lot.r1} ${lot.r2}`) ?? 0) + 1);
  }
  assert.deepEqual([...pairs.keys()].sort(), ["1 2", "1 7", "2 1", "2 7", "7 1", "7 2"]);
  for (const count of pairs.values()) assert.ok(Math.abs(count - 1000) < 150, String(count));
});
