import type { Bytes } from "./bytes.ts";
import { CannotSeal } from "./cannot-seal.ts";
import { type Roster, benchMembers, flaggedFirst, personAt } from "./roster.ts";
import { nameText } from "./name.ts";

/** Gives so many bytes: the system's generator, or in tests a sequence that is known. */
export type Random = (length: number) => Bytes;

/** The system's generator. */
export function systemRandom(length: number): Bytes {
  return crypto.getRandomValues(new Uint8Array(length));
}

/** Who opens a report first, and E (spec: envelope). */
export interface Lot {
  readonly r1: number;
  readonly r2: number;
  /** Bit set of the excluded MEMBERS; excluded readers hold no share and are only not drawn. */
  readonly excluded: number;
}

/** Whether this panel offers to exclude anybody: with fewer people to draw from, being drawn less often would tell. */
export function offersExclusion(roster: Roster): boolean {
  return flaggedFirst(roster).length >= 4;
}

/** Checks who is excluded and draws two different people. */
export function drawLot(roster: Roster, excluded: readonly number[], random: Random): Lot {
  checkExcluded(roster, excluded);
  const left = flaggedFirst(roster).filter((person) => !excluded.includes(person));
  if (left.length < 2) throw new CannotSeal("TOO_MANY_EXCLUDED");
  const [r1] = left.splice(below(left.length, random), 1);
  const [r2] = left.splice(below(left.length, random), 1);
  const members = new Set(excluded.filter((person) => person <= roster.members.length));
  return { r1: r1!, r2: r2!, excluded: [...members].reduce((set, member) => set | (1 << (member - 1)), 0) >>> 0 };
}

function checkExcluded(roster: Roster, excluded: readonly number[]): void {
  for (const person of excluded) if (personAt(roster, person) === undefined) throw new CannotSeal("NOBODY", String(person));
  if (excluded.length > 0 && !offersExclusion(roster)) throw new CannotSeal("EXCLUSION_NOT_OFFERED");
  roster.benches.forEach((bench, i) => {
    const out = benchMembers(roster, i).filter((member) => excluded.includes(member.index)).length;
    if (out > bench.exclude) throw new CannotSeal("TOO_MANY_EXCLUDED", nameText(bench.name));
  });
}

/** Uniform below n, at most 256, by rejection: a remainder would favour the first. */
export function below(n: number, random: Random): number {
  const limit = 256 - (256 % n);
  for (;;) {
    const [byte] = random(1);
    if (byte! < limit) return byte! % n;
  }
}
