import assert from "node:assert/strict";
import { test } from "node:test";
import type { Bytes } from "../../main/web/bytes.ts";
import { deal } from "../../main/web/dealing.ts";
import { type Dealt, encodeDealt, parseDealt } from "../../main/web/dealt.ts";
import { sha256Small } from "../../main/web/derive.ts";
import * as hpke from "../../main/web/hpke.ts";
import { Malformed } from "../../main/web/malformed.ts";
import { audit, openCapsule, recover, subsets } from "../../main/web/recovery.ts";
import { type Rule, encodeRule, isIn, membersOf, ruleOf } from "../../main/web/rule.ts";
import { publicHash, sharingOf } from "../../main/web/sharing.ts";
import { seeded } from "./seeded.ts";
import { type Vector, eachVector } from "./vectors.ts";

eachVector("dealing", (vector) => {
  if (vector.has("n")) {
    parseDealt(vector.bytes("wire"), vector.number("n"));
    return {};
  }
  return vector.has("seeds") ? deals(vector) : recovers(vector);
});

function deals(vector: Vector): Record<string, unknown> {
  const rule = ruleOf(vector.numbers("thresholds"), vector.numbers("bench_of"));
  const secret = { message: vector.bytes("message"), coins: vector.bytes("coins"), excluded: vector.number("excluded") };
  const dealt = deal(vector.bytes("tag"), rule, secret, vector.list("public_keys"));
  const wire = encodeDealt(dealt);
  assert.deepEqual(parseDealt(wire, rule.benchOf.length), dealt);
  const shares = vector.list("seeds").map((seed, i) => openCapsule(seed, vector.bytes("tag"), rule, dealt, i + 1));
  return { a: encodeRule(rule), j: dealt.j, shares, c: dealt.c, p: publicHash(rule, dealt), wire };
}

function recovers(vector: Vector): never {
  const rule = ruleOf(vector.numbers("thresholds"), vector.numbers("bench_of"));
  const dealt = parseDealt(vector.bytes("wire"), rule.benchOf.length);
  const shares = new Map(vector.numbers("members").map((member, i) => [member, vector.list("shares")[i]!]));
  const secret = recover(vector.bytes("tag"), rule, dealt, shares);
  if (secret === undefined) throw new Malformed("dealing", "NOT_RECOVERABLE");
  const found = audit(vector.bytes("tag"), rule, vector.numbers("exclude"), secret, dealt, vector.list("public_keys"));
  assert.deepEqual(found.malformed, vector.out("malformed"));
  assert.equal(secret.excluded, vector.out("excluded"));
  assert.deepEqual(vector.out("message"), Buffer.from(secret.message).toString("hex"));
  assert.deepEqual(vector.out("coins"), Buffer.from(secret.coins).toString("hex"));
  throw new Malformed("dealing", found.verdict); // the verdict is what these vectors expect
}

const RULES: readonly [string, Rule, number][] = [
  ["2 of 3", ruleOf([2], [0, 0, 0]), 0],
  ["3 of 5, one excluded", ruleOf([3], [0, 0, 0, 0, 0]), 0b00100],
  ["1 of 2 and 2 of 3", ruleOf([1, 2], [0, 1, 0, 1, 1]), 0],
  ["2 of 3 and 2 of 3, one excluded on each", ruleOf([2, 2], [0, 1, 0, 1, 0, 1]), 0b100001],
  ["1 of 1, 1 of 2, 2 of 2 and 1 of 1", ruleOf([1, 1, 2, 1], [0, 1, 2, 3, 2, 1]), 0],
];

for (const [name, rule, excluded] of RULES) {
  test(`${name}: every subset that reaches every bench opens, no other does`, () => {
    const random = seeded(name);
    const n = rule.benchOf.length;
    const tag = random(32);
    const secret = { message: random(32), coins: random(32), excluded };
    const shares = sharingOf(tag, rule, secret);
    const dealt: Dealt = { j: shares.j, c: shares.c, h: shares.h, capsules: shares.h.map(() => new Uint8Array(1168)) };
    for (let k = 0; k <= n; k++) {
      for (const members of subsets(Array.from({ length: n }, (_, i) => i + 1), k)) {
        const reached = rule.thresholds.every((t, bench) => membersOf(rule, bench).filter((m) => members.includes(m) && !isIn(excluded, m)).length >= t);
        const found = recover(tag, rule, dealt, new Map(members.map((m) => [m, shares.shares[m - 1]!])));
        assert.deepEqual(found, reached ? secret : undefined, members.join());
      }
    }
  });
}

test("capsules open to what was dealt, and only under their own T, P and number", () => {
  const random = seeded("capsules");
  const rule = ruleOf([2], [0, 0, 0]);
  const seeds = [random(32), random(32), random(32)];
  const [tag, other] = [random(32), random(32)];
  const secret = { message: random(32), coins: random(32), excluded: 0 };
  const dealt = deal(tag, rule, secret, seeds.map(hpke.publicKey));
  const shares = new Map<number, Bytes>(seeds.map((seed, i) => [i + 1, openCapsule(seed, tag, rule, dealt, i + 1)!]));
  assert.deepEqual(recover(tag, rule, dealt, shares), secret);
  assert.equal(openCapsule(seeds[0]!, other, rule, dealt, 1), undefined);
  assert.equal(openCapsule(seeds[0]!, tag, rule, dealt, 2), undefined);
  assert.equal(openCapsule(seeds[0]!, tag, ruleOf([1], [0, 0, 0]), dealt, 1), undefined);
});

test("n - t wrong shares do no harm", () => {
  const random = seeded("wrong shares");
  const rule = ruleOf([3], [0, 0, 0, 0, 0, 0, 0]);
  const tag = random(32);
  const secret = { message: random(64), coins: random(32), excluded: 0 };
  const shares = sharingOf(tag, rule, secret);
  // Their h names them, so that only the search can tell.
  const bad = [1, 2, 4, 6].map((member) => [member, random(32)] as const);
  const all = new Map([...shares.shares.map((share, i) => [i + 1, share] as const), ...bad]);
  const crafted = new Map(bad);
  const h = shares.h.map((own, i) => (crafted.has(i + 1) ? hashed(tag, shares.j, i + 1, crafted.get(i + 1)!) : own));
  assert.deepEqual(recover(tag, rule, { j: shares.j, c: shares.c, h, capsules: [] }, all), secret);
});

function hashed(tag: Bytes, j: Bytes, member: number, share: Bytes): Bytes {
  const label = Buffer.from("tresllaves/v1/share\0");
  return sha256Small(Buffer.concat([label, tag, j, Uint8Array.of(member), share]));
}
