import { type Bytes, equal, equalSecret } from "./bytes.ts";
import type { Dealt } from "./dealt.ts";
import { addScaled, weightsAtZero } from "./gf256.ts";
import * as hpke from "./hpke.ts";
import { type Rule, excludedOn, isIn, membersOf } from "./rule.ts";
import { type Secret, capsuleInfo, capsuleOf, jOf, masked, publicHash, shareHash, sharingOf } from "./sharing.ts";

// What members and readers do with a dealing. The page itself never opens one: this is here so that every vector can be read, and a sealed report be
// opened by those who test it.

/** The share sealed to a member, held against h_i, or nothing. */
export function openCapsule(seed: Bytes, tag: Bytes, rule: Rule, dealt: Dealt, member: number): Bytes | undefined {
  const share = hpke.open(seed, capsuleInfo(tag, publicHash(rule, dealt), member), dealt.capsules[member - 1]!);
  return share !== undefined && matches(tag, dealt, member, share) ? share : undefined;
}

/** Whether a share is 32 bytes and the one that h_i names. */
export function matches(tag: Bytes, dealt: Dealt, member: number, share: Bytes): boolean {
  const expected = dealt.h[member - 1];
  return share.length === 32 && expected !== undefined && equal(shareHash(tag, dealt.j, member, share), expected);
}

/** M, R and E, or nothing when no choice of these shares opens the dealing. Wrong shares do no harm. */
export function recover(tag: Bytes, rule: Rule, dealt: Dealt, shares: ReadonlyMap<number, Bytes>): Secret | undefined {
  if (dealt.h.length !== rule.benchOf.length) return undefined;
  const usable = new Map([...shares].filter(([member, share]) => matches(tag, dealt, member, share)));
  const candidates = rule.thresholds.map((t, bench) => keysOf(membersOf(rule, bench).filter((m) => usable.has(m)), t, usable));
  for (const keys of choices(candidates)) {
    const secret = attempt(tag, rule, dealt, keys);
    if (secret !== undefined) return secret;
  }
  return undefined;
}

/** Every distinct key to which a threshold of a bench's shares interpolates. */
function keysOf(members: readonly number[], threshold: number, shares: ReadonlyMap<number, Bytes>): Bytes[] {
  const seen = new Map<string, Bytes>();
  for (const chosen of subsets(members, threshold)) {
    const key = new Uint8Array(32);
    weightsAtZero(chosen).forEach((weight, i) => addScaled(key, shares.get(chosen[i]!)!, weight));
    seen.set(key.join(), key);
  }
  return [...seen.values()];
}

/** J first, since it refuses nearly everything; then every K_b and C. */
function attempt(tag: Bytes, rule: Rule, dealt: Dealt, keys: readonly Bytes[]): Secret | undefined {
  const text = masked(tag, dealt.c, keys);
  const m = text.length - 36;
  const excluded = new DataView(text.buffer).getUint32(m + 32);
  const secret = { message: text.slice(0, m), coins: text.slice(m, m + 32), excluded };
  if (!equal(jOf(tag, rule, secret), dealt.j)) return undefined;
  const sharing = sharingOf(tag, rule, secret);
  return sharing.keys.every((key, bench) => equalSecret(key, keys[bench]!)) && equal(sharing.c, dealt.c) ? secret : undefined;
}

export type Verdict = "WELL_FORMED" | "MALFORMED_CAPSULES" | "NOT_RECOVERABLE";

/** What an accepted dealing looks like when it is derived again. */
export interface Audit {
  /** Members whose h_i or capsule_i differs. The dealer is to blame, never a member. */
  readonly malformed: readonly number[];
  readonly verdict: Verdict;
}

/** `exclude` is how many of each bench a source may exclude. */
export function audit(tag: Bytes, rule: Rule, exclude: readonly number[], secret: Secret, dealt: Dealt, keys: readonly Bytes[]): Audit {
  const sharing = sharingOf(tag, rule, secret);
  const p = publicHash(rule, dealt);
  const malformed = keys.flatMap((key, i) => {
    const same = equal(sharing.h[i]!, dealt.h[i]!) && equal(capsuleOf(tag, p, secret, sharing, i + 1, key), dealt.capsules[i]!);
    return same ? [] : [i + 1];
  });
  const named = Array.from({ length: 32 }, (_, i) => i + 1).filter((person) => isIn(secret.excluded, person));
  const allowed =
    named.every((person) => person <= rule.benchOf.length) && exclude.every((most, bench) => excludedOn(rule, bench, secret.excluded) <= most);
  return { malformed, verdict: malformed.length === 0 && allowed ? "WELL_FORMED" : "MALFORMED_CAPSULES" };
}

/** Every choice of k of the items, in order. */
export function* subsets<T>(items: readonly T[], k: number): Generator<T[]> {
  if (k === 0) {
    yield [];
    return;
  }
  for (let i = 0; i + k <= items.length; i++) for (const rest of subsets(items.slice(i + 1), k - 1)) yield [items[i]!, ...rest];
}

/** One of each list, in every combination. */
function* choices<T>(lists: readonly (readonly T[])[]): Generator<T[]> {
  const [first, ...rest] = lists;
  if (first === undefined) {
    yield [];
    return;
  }
  for (const one of first) for (const others of choices(rest)) yield [one, ...others];
}
