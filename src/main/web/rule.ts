import { type Bytes } from "./bytes.ts";

/** A of a dealing: which bench each member sits on, and how many of each bench must come together (spec: dealing). */
export interface Rule {
  /** By bench, from 0. */
  readonly thresholds: readonly number[];
  /** Member i's bench is `benchOf[i - 1]`. */
  readonly benchOf: readonly number[];
}

export const MIN_MEMBERS = 2;
export const MAX_MEMBERS = 15;
export const MAX_BENCHES = 4;

/** A rule that holds its limits; another is a bug of the caller. */
export function ruleOf(thresholds: readonly number[], benchOf: readonly number[]): Rule {
  const rule = { thresholds, benchOf };
  const n = benchOf.length;
  const whole = n >= MIN_MEMBERS && n <= MAX_MEMBERS && thresholds.length >= 1 && thresholds.length <= MAX_BENCHES;
  if (!whole || thresholds.some((t, b) => t < 1 || t > membersOf(rule, b).length)) {
    throw new RangeError("2 to 15 members on 1 to 4 benches that can reach their thresholds");
  }
  return rule;
}

/** Members of a bench, by number, rising. */
export function membersOf(rule: Rule, bench: number): number[] {
  return rule.benchOf.flatMap((b, i) => (b === bench ? [i + 1] : []));
}

/** A = u8 n | u8 benches | thresholds | bench of each member. */
export function encodeRule(rule: Rule): Bytes {
  return Uint8Array.of(rule.benchOf.length, rule.thresholds.length, ...rule.thresholds, ...rule.benchOf);
}

/** How many members of a bench are in the bit set E. */
export function excludedOn(rule: Rule, bench: number, excluded: number): number {
  return membersOf(rule, bench).filter((member) => isIn(excluded, member)).length;
}

/** Whether person i, bit i-1, is in a bit set of 32. */
export function isIn(set: number, person: number): boolean {
  return ((set >>> (person - 1)) & 1) === 1;
}
