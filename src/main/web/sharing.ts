import { type Bytes, concat, u16, u32, u8 } from "./bytes.ts";
import type { Dealt } from "./dealt.ts";
import { h, x } from "./derive.ts";
import { addScaled, scale } from "./gf256.ts";
import * as hpke from "./hpke.ts";
import { labelled } from "./label.ts";
import { type Rule, encodeRule, isIn } from "./rule.ts";

/** What is under the mask of a dealing: M, R and E. */
export interface Secret {
  readonly message: Bytes;
  readonly coins: Bytes;
  readonly excluded: number;
}

/** Everything that a dealing derives from its secret (spec: dealing, "Deal"). Dealing writes it; recovery and audit derive it again. */
export interface Sharing {
  readonly j: Bytes;
  /** K_b. */
  readonly keys: readonly Bytes[];
  readonly c: Bytes;
  /** s_i at i - 1: the bench's polynomial at i, or for an excluded member a decoy. */
  readonly shares: readonly Bytes[];
  /** h_i at i - 1. */
  readonly h: readonly Bytes[];
}

const BLOCK = 32;

/** J alone, the first bytes of X("deal", ...): what a trial of recovery compares. */
export function jOf(tag: Bytes, rule: Rule, secret: Secret): Bytes {
  return deal(tag, rule, secret, BLOCK);
}

export function sharingOf(tag: Bytes, rule: Rule, secret: Secret): Sharing {
  const quorum = rule.thresholds.reduce((sum, t) => sum + t, 0);
  const derived = deal(tag, rule, secret, BLOCK + BLOCK * quorum);
  const block = (k: number): Bytes => derived.slice(BLOCK * (1 + k), BLOCK * (2 + k));
  const j = derived.slice(0, BLOCK);
  const keys = rule.thresholds.map((_, bench) => block(bench));
  const polynomials = polynomialsOf(rule, keys, block);
  const ikm = concat(secret.message, secret.coins);
  const shares = rule.benchOf.map((bench, i) => {
    const decoy = x("decoy", ikm, concat(tag, u8(i + 1)), BLOCK);
    const value = valueAt(polynomials[bench]!, i + 1);
    return isIn(secret.excluded, i + 1) ? decoy : value;
  });
  return { j, keys, c: masked(tag, concat(ikm, u32(secret.excluded >>> 0)), keys), shares, h: shares.map((share, i) => shareHash(tag, j, i + 1, share)) };
}

/** X("deal", M | R, T | A | E, length). */
function deal(tag: Bytes, rule: Rule, secret: Secret, length: number): Bytes {
  return x("deal", concat(secret.message, secret.coins), concat(tag, encodeRule(rule), u32(secret.excluded >>> 0)), length);
}

/** By bench: K_b and the coefficients of degree 1 to t_b - 1. */
function polynomialsOf(rule: Rule, keys: readonly Bytes[], block: (k: number) => Bytes): Bytes[][] {
  let next = rule.thresholds.length;
  return rule.thresholds.map((t, bench) => [keys[bench]!, ...Array.from({ length: t - 1 }, () => block(next++))]);
}

/** Horner's rule from the highest coefficient, which may be zero. */
function valueAt(polynomial: readonly Bytes[], at: number): Bytes {
  const value = new Uint8Array(BLOCK);
  for (const coefficient of [...polynomial].reverse()) {
    scale(value, at);
    addScaled(value, coefficient, 1);
  }
  return value;
}

/** M | R | E XOR X("mask", XOR of all K_b, T): its own inverse. */
export function masked(tag: Bytes, text: Bytes, keys: readonly Uint8Array[]): Bytes {
  const sum = new Uint8Array(BLOCK);
  for (const key of keys) addScaled(sum, key, 1);
  const out = x("mask", sum, tag, text.length);
  addScaled(out, text, 1);
  return out;
}

/** h_i = H("share" | T | J | u8 i | s_i). */
export function shareHash(tag: Bytes, j: Bytes, member: number, share: Bytes): Bytes {
  return h("share", tag, j, u8(member), share);
}

/** P = H("public" | A | u16 m | J | C | h_1 | ... | h_n). */
export function publicHash(rule: Rule, dealt: Pick<Dealt, "j" | "c" | "h">): Bytes {
  return h("public", encodeRule(rule), u16(dealt.c.length - 36), dealt.j, dealt.c, ...dealt.h);
}

/** HPKE info of a capsule. */
export function capsuleInfo(tag: Bytes, p: Bytes, member: number): Bytes {
  return labelled("seal", tag, p, u8(member));
}

/** capsule_i under P, with the coins that this dealing prescribes. */
export function capsuleOf(tag: Bytes, p: Bytes, secret: Secret, sharing: Sharing, member: number, key: Bytes): Bytes {
  const eseed = x("coins/seal", concat(secret.message, secret.coins), concat(tag, u8(member), h("pk", key)), hpke.ESEED);
  return hpke.seal(key, capsuleInfo(tag, p, member), sharing.shares[member - 1]!, eseed);
}
