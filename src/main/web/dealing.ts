import type { Bytes } from "./bytes.ts";
import { type Dealt, isMessageLength } from "./dealt.ts";
import { type Rule, excludedOn, membersOf } from "./rule.ts";
import { type Secret, capsuleOf, publicHash, sharingOf } from "./sharing.ts";

/**
 * Shares a message among the members so that EVERY bench must reach its threshold (spec: dealing). Deterministic: all randomness is in the message and
 * the coins, and both must be fresh. `keys` are the members' X-Wing keys in order, each usable.
 */
export function deal(tag: Bytes, rule: Rule, secret: Secret, keys: readonly Bytes[]): Dealt {
  check(rule, secret, keys);
  const sharing = sharingOf(tag, rule, secret);
  const p = publicHash(rule, sharing);
  return { j: sharing.j, c: sharing.c, h: sharing.h, capsules: keys.map((key, i) => capsuleOf(tag, p, secret, sharing, i + 1, key)) };
}

/** What breaks this is a bug of the caller. */
function check(rule: Rule, secret: Secret, keys: readonly Bytes[]): void {
  const n = rule.benchOf.length;
  const holds =
    isMessageLength(secret.message.length) &&
    secret.coins.length === 32 &&
    keys.length === n &&
    secret.excluded >>> n === 0 &&
    rule.thresholds.every((t, bench) => membersOf(rule, bench).length - excludedOn(rule, bench, secret.excluded) >= t);
  if (!holds) throw new RangeError("32k bytes, 32 of coins, a key each, and every bench reaches its threshold without those excluded");
}
