import assert from "node:assert/strict";
import { after, test } from "node:test";
import { ed25519 as curve } from "@noble/curves/ed25519.js";
import { openRecord, sealRecord } from "../../main/web/board-record.ts";
import { sha512 } from "@noble/hashes/sha2.js";
import { type Bytes, concat, equal, hex, own, utf8 } from "../../main/web/bytes.ts";
import { bodyLength, cobblestone, openBody, sealBody } from "../../main/web/cobblestone.ts";
import { deal } from "../../main/web/dealing.ts";
import { encodeDealt, parseDealt } from "../../main/web/dealt.ts";
import { h, x } from "../../main/web/derive.ts";
import * as ed25519 from "../../main/web/ed25519.ts";
import * as hpke from "../../main/web/hpke.ts";
import { LABELS } from "../../main/web/label.ts";
import { encodeManifest, parseManifest } from "../../main/web/manifest.ts";
import * as mlDsa from "../../main/web/ml-dsa.ts";
import { audit, openCapsule, recover } from "../../main/web/recovery.ts";
import { type Rule, membersOf, ruleOf } from "../../main/web/rule.ts";
import { rootOf, rsOf, rtagOf, wOf } from "../../main/web/secrets.ts";
import { sharingOf } from "../../main/web/sharing.ts";
import { BadPhrase, parsePhrase, wordsOf } from "../../main/web/words.ts";
import { startOracle } from "./oracle.ts";
import { below, seeded } from "./seeded.ts";
import { LISTS } from "./word-lists.ts";

// 10,000 random cases against the Java code, each made or opened on both sides. Seeded, so that a failure comes back.

const oracle = startOracle();
after(() => oracle.close());

/** Runs so many cases, 64 at a time under way. */
async function cases(name: string, count: number, one: (random: (length: number) => Bytes) => Promise<void>): Promise<void> {
  const random = seeded(`cross ${name}`);
  for (let done = 0; done < count; done += 64) {
    const seeds = Array.from({ length: Math.min(64, count - done) }, () => hex(random(16)));
    await Promise.all(seeds.map((seed) => one(seeded(seed))));
  }
}

function crossTest(name: string, count: number, one: (random: (length: number) => Bytes) => Promise<void>): void {
  test(`${count} random cases: ${name}`, () => cases(name, count, one));
}

function some(random: (length: number) => Bytes, most: number): Bytes {
  return random(below(most + 1, random));
}

crossTest("X and H", 3000, async (random) => {
  const label = LABELS[below(LABELS.length, random)]!;
  const [ikm, info, length] = [some(random, 200), some(random, 200), 1 + below(600, random)];
  const parts = Array.from({ length: below(5, random) }, () => some(random, 100));
  const [[theirX], [theirH]] = await Promise.all([oracle.get("x", label, ikm, info, length), oracle.get("h", label, parts.filter((part) => part.length > 0))]);
  assert.deepEqual(x(label, ikm, info, length), theirX);
  assert.deepEqual(h(label, ...parts), theirH);
});

/** A rule with two to nine members on one to four benches. */
function randomRule(random: (length: number) => Bytes, most: number): Rule {
  const n = 2 + below(most - 1, random);
  const benches = 1 + below(Math.min(4, n), random);
  const benchOf = Array.from({ length: n }, (_, i) => (i < benches ? i : below(benches, random)));
  const sizes = Array.from({ length: benches }, (_, b) => benchOf.filter((each) => each === b).length);
  return ruleOf(sizes.map((size) => 1 + below(size, random)), benchOf);
}

/** As many excluded members as the thresholds leave. */
function randomExcluded(rule: Rule, random: (length: number) => Bytes): number {
  const set = rule.thresholds.flatMap((t, bench) => {
    const members = membersOf(rule, bench);
    return members.slice(0, below(members.length - t + 1, random));
  });
  return set.reduce((bits, member) => bits | (1 << (member - 1)), 0);
}

crossTest("sharings of the twin recover in Java", 2000, async (random) => {
  const rule = randomRule(random, 9);
  const secret = { message: random(32 * (1 + below(15, random))), coins: random(32), excluded: randomExcluded(rule, random) };
  const tag = random(32);
  const sharing = sharingOf(tag, rule, secret);
  const dealt = { j: sharing.j, c: sharing.c, h: sharing.h, capsules: sharing.h.map(() => new Uint8Array(1168)) };
  const wrong = 1 + below(rule.benchOf.length, random);
  const shares = sharing.shares.map((share, i) => (i + 1 === wrong ? random(32) : share));
  const none = rule.thresholds.map(() => 0);
  const given = new Map(shares.map((share, i) => [i + 1, share]));
  const mine = recover(tag, rule, dealt, given);
  const theirs = await oracle.ask("recover", tag, rule.thresholds, rule.benchOf, none, encodeDealt(dealt), shares, []);
  if (typeof theirs === "string") return assert.equal(mine, undefined);
  assert.deepEqual([mine!.message, mine!.coins, utf8(String(mine!.excluded))], theirs.slice(0, 3));
  assert.deepEqual(mine, secret);
});

const SEEDS = Array.from({ length: 9 }, (_, i) => seeded(`member ${i}`)(32));
const KEYS = SEEDS.map(hpke.publicKey);

crossTest("dealings of Java derive in the twin", 1500, async (random) => {
  const rule = randomRule(random, 4);
  const n = rule.benchOf.length;
  const secret = { message: random(32), coins: random(32), excluded: randomExcluded(rule, random) };
  const tag = random(32);
  const [wire] = await oracle.get("deal", tag, rule.thresholds, rule.benchOf, secret.message, secret.coins, secret.excluded, KEYS.slice(0, n));
  const dealt = parseDealt(wire!, n);
  const sharing = sharingOf(tag, rule, secret);
  assert.deepEqual([dealt.j, dealt.c, dealt.h], [sharing.j, sharing.c, sharing.h]);
});

crossTest("whole dealings, dealt, opened, recovered and audited on both sides", 40, async (random) => {
  const rule = randomRule(random, 9);
  const n = rule.benchOf.length;
  const secret = { message: random(32), coins: random(32), excluded: randomExcluded(rule, random) };
  const [tag, keys, seeds] = [random(32), KEYS.slice(0, n), SEEDS.slice(0, n)];
  const dealt = deal(tag, rule, secret, keys);
  const wire = encodeDealt(dealt);
  assert.deepEqual(await oracle.get("deal", tag, rule.thresholds, rule.benchOf, secret.message, secret.coins, secret.excluded, keys), [wire]);
  const theirs = await Promise.all(seeds.map((seed, i) => oracle.get("open-capsule", seed, tag, rule.thresholds, rule.benchOf, wire, i + 1)));
  const shares = seeds.map((seed, i) => openCapsule(seed, tag, rule, dealt, i + 1)!);
  assert.deepEqual(theirs.map(([share]) => share), shares);
  const exclude = rule.thresholds.map(() => below(2, random));
  const [message, coins, excluded, verdict] = await oracle.get("recover", tag, rule.thresholds, rule.benchOf, exclude, wire, shares, keys);
  const mine = recover(tag, rule, dealt, new Map(shares.map((share, i) => [i + 1, share])))!;
  assert.deepEqual([mine.message, mine.coins, utf8(String(mine.excluded))], [message, coins, excluded]);
  assert.deepEqual(utf8(audit(tag, rule, exclude, mine, dealt, keys).verdict), verdict);
});

crossTest("HPKE to X-Wing, sealed on one side and opened on the other", 150, async (random) => {
  const [seed, info, text, eseed] = [random(32), some(random, 100), some(random, 64), random(64)];
  const key = hpke.publicKey(seed);
  const sealed = hpke.seal(key, info, text, eseed);
  const [[theirs], [opened]] = await Promise.all([oracle.get("seal", key, info, text, eseed), oracle.get("open", seed, info, sealed)]);
  assert.deepEqual([theirs, opened], [sealed, text]);
  const broken = sealed.slice();
  broken[below(broken.length, random)]! ^= 1 << below(8, random);
  assert.equal(hpke.open(seed, info, broken), undefined);
  assert.equal(await oracle.ask("open", seed, info, broken), "NOT_OPENED");
});

crossTest("bodies", 500, async (random) => {
  const [key, salt, context] = [random(32), random(24), random(32)];
  const text = some(random, below(20, random) === 0 ? 40_000 : 300);
  const stone = await cobblestone(key, salt, context);
  const body = await sealBody(stone, text);
  assert.equal(body.length, bodyLength(text.length));
  assert.deepEqual(await oracle.get("seal-body", key, salt, context, text), [body]);
  const broken = body.slice(0, below(4, random) === 0 ? below(body.length, random) : body.length);
  if (broken.length > 0) broken[below(Math.min(broken.length, 80), random)]! ^= 1 << below(8, random);
  const mine = await openBody(stone, broken).then(() => "OK", (e: { flaw: string }) => e.flaw);
  assert.equal(await oracle.ask("open-body", key, salt, context, broken), mine);
});

crossTest("manifests written by Java", 1000, async (random) => {
  const [bytes] = await oracle.get("manifest", hex(random(8)));
  assert.deepEqual(encodeManifest(parseManifest(bytes!)), bytes);
  assert.deepEqual(await oracle.get("parse", "manifest", bytes!), []);
});

crossTest("secrets of words", 1100, async (random) => {
  const [entropy, panelId, eid, envelopeHash] = [random(16), random(32), random(16), random(32)];
  const root = rootOf(entropy, panelId);
  const w = wOf(root, eid, envelopeHash);
  assert.deepEqual(await oracle.get("secrets", entropy, panelId, eid, envelopeHash), [root, rsOf(root, eid), w, rtagOf(w)]);
});

crossTest("typed words", 400, async (random) => {
  const list = LISTS[below(LISTS.length, random)]!;
  const words = wordsOf(random(16), list);
  const place = below(12, random);
  const change = below(5, random);
  if (change === 1) words[place] = list.words[below(2048, random)]!;
  if (change === 2) words[place] = words[place]!.slice(0, -1) + "e";
  if (change === 3) words[place] = LISTS[below(LISTS.length, random)]!.words[below(2048, random)]!;
  if (change === 4) words.splice(place, 1);
  const typed = words.join(below(2, random) === 0 ? " " : "\u3000\n");
  let mine: readonly Bytes[] | string;
  try {
    mine = parsePhrase(typed, LISTS).map((phrase) => phrase.entropy);
  } catch (e) {
    assert.ok(e instanceof BadPhrase);
    mine = `${e.reason} ${e.number} ${hex(utf8(e.suggestions.join(" ")))}`;
  }
  assert.deepEqual(await oracle.ask("words", typed), mine);
});

crossTest("records of the board", 150, async (random) => {
  const [rs, panelId, seed, counter] = [random(32), random(32), random(32), below(2 ** 31, random)];
  const part = { part: below(3, random), parts: 3, day: below(40_000, random), text: "ñ😀 ".repeat(below(400, random)) };
  const record = await sealRecord(rs, panelId, seed, counter, part);
  assert.deepEqual(await oracle.get("seal-record", rs, panelId, seed, counter, part.part, part.parts, part.day, part.text), [record]);
  const key = ed25519.publicKey(seed);
  assert.deepEqual(await openRecord(rs, panelId, key, counter, record), part);
  const broken = record.slice();
  broken[below(4096, random)]! ^= 1 << below(8, random);
  const mine = await openRecord(rs, panelId, key, counter, broken).then(() => "OK", (e: { flaw: string }) => e.flaw);
  assert.equal(await oracle.ask("open-record", rs, panelId, key, counter, broken), mine);
});

crossTest("signatures", 200, async (random) => {
  const [seed, message] = [random(32), some(random, 100)];
  const [key, signature] = [ed25519.publicKey(seed), ed25519.sign(seed, message)];
  assert.deepEqual(await oracle.ask("ed25519", key, message, signature), []);
  const broken = signature.slice();
  broken[below(64, random)]! ^= 1 << below(8, random);
  assert.equal(ed25519.verify(key, message, broken), (await oracle.ask("ed25519", key, message, broken)) !== "FALSE");
  const changed = key.slice();
  changed[below(32, random)]! ^= 1 << below(8, random);
  assert.equal(ed25519.isUsable(changed), (await oracle.ask("ed25519-usable", changed)) !== "FALSE");
});

crossTest("ML-DSA-44", 20, async (random) => {
  const [seed, message] = [random(32), some(random, 100)];
  const [key, signature] = [mlDsa.publicKey(seed), mlDsa.sign(seed, message)];
  assert.deepEqual(await oracle.ask("ml-dsa", key, message, signature), []);
  signature[below(signature.length, random)]! ^= 1;
  assert.equal(mlDsa.verify(key, message, signature), false);
  assert.equal(await oracle.ask("ml-dsa", key, message, signature), "FALSE");
});

test("both sides judge signatures with a part of small order, and keys that are none, alike", async () => {
  const random = seeded("torsion");
  const torsion = curve.Point.fromHex("26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05", true);
  const L = curve.Point.Fn.ORDER;
  const scalar = (bytes: Uint8Array): bigint => [...bytes].reverse().reduce((sum, byte) => sum * 256n + BigInt(byte), 0n) % L;
  const little = (value: bigint): Bytes => Uint8Array.from({ length: 32 }, (_, i) => Number((value >> BigInt(8 * i)) & 255n));
  for (let i = 0; i < 16; i++) {
    const [a, r, message] = [scalar(random(32)), scalar(random(32)), random(20)];
    const good = i % 2 === 0;
    const key = own(curve.Point.BASE.multiply(a).add(good ? curve.Point.ZERO : torsion).toBytes());
    const R = own(curve.Point.BASE.multiply(r).add(i % 4 < 2 ? torsion : curve.Point.ZERO).toBytes());
    const k = scalar(sha512(concat(R, key, message)));
    const signature = concat(R, little((r + k * a) % L));
    const theirs = (await oracle.ask("ed25519", key, message, signature)) !== "FALSE";
    assert.equal(ed25519.verify(key, message, signature), theirs, `case ${i}`);
    assert.equal(ed25519.isUsable(key), (await oracle.ask("ed25519-usable", key)) !== "FALSE");
    assert.equal(ed25519.isUsable(key), good);
    assert.ok(!equal(key, R));
  }
});
