import { type Bytes, hex } from "./bytes.ts";
import { isWellFormed } from "./ed25519.ts";
import { refuses } from "./malformed.ts";
import { type Roster, benchMembers, flaggedFirst, isMember, people } from "./roster.ts";
import { MIN_MEMBERS } from "./rule.ts";
import * as xWingKey from "./x-wing-key.ts";

export type RosterFlaw =
  | "TOO_LONG" | "LINE" | "SUITE" | "NAME" | "RETAIN" | "BENCHES" | "UNKNOWN_BENCH" | "VKEY" | "LISTED" | "EPOCH" | "GENESIS" | "VALID" | "PEOPLE"
  | "INDEX" | "SAME_NAME" | "WEAK_KEY" | "SAME_KEY" | "THRESHOLD" | "IDENTITY_BELOW_REPORT" | "TOO_MANY_EXCLUDED" | "EXCLUDE_AT_ONE"
  | "ONE_PERSON_OPENS" | "NO_MAJORITY" | "FIRST" | "ADMIN";
export const badRoster = refuses<RosterFlaw>("roster");

export const MAX_PEOPLE = 32;
const DAY = 86_400;

/** The rules of one roster, in the order of the page. */
export function checkRoster(r: Roster): void {
  requireRoster((r.epoch === 0) === (r.prev === undefined), "EPOCH");
  requireRoster((r.prev === undefined) === (r.panelId === undefined), "GENESIS");
  const { from, to } = r.valid;
  requireRoster(from % DAY === 0 && to % DAY === 0 && to > from && to - from <= 400 * DAY, "VALID");
  requireRoster(r.benches.length > 0, "BENCHES");
  requireRoster(r.members.length >= MIN_MEMBERS && people(r).length <= MAX_PEOPLE, "PEOPLE");
  checkPeople(r);
  checkKeys(r);
  checkThresholds(r);
  requireRoster(flaggedFirst(r).length >= 2, "FIRST");
  requireRoster(r.admin >= Math.floor(r.members.length / 2) + 1 && r.admin <= r.members.length, "ADMIN");
  requireRoster([r.forms, r.pages].every((list) => new Set(list.map((one) => one.id)).size === list.length), "LISTED");
}

function checkPeople(r: Roster): void {
  const names = new Set<string>();
  people(r).forEach((person, i) => {
    requireRoster(person.index === i + 1, "INDEX");
    requireRoster(!names.has(person.name), "SAME_NAME");
    names.add(person.name);
  });
  requireRoster(new Set(r.benches.map((bench) => bench.name)).size === r.benches.length, "SAME_NAME");
}

function checkKeys(r: Roster): void {
  const seen = new Set<string>();
  const once = (key: Bytes): void => {
    requireRoster(!seen.has(hex(key)), "SAME_KEY");
    seen.add(hex(key));
  };
  for (const person of people(r)) {
    requireRoster(isWellFormed(person.ed25519), "WEAK_KEY");
    once(person.ed25519);
    if (isMember(person)) {
      requireRoster(xWingKey.isUsable(person.xWing), "WEAK_KEY");
      once(person.mlDsa);
      once(person.xWing);
    }
  }
}

function checkThresholds(r: Roster): void {
  const sizes = r.benches.map((_, i) => benchMembers(r, i).length);
  r.benches.forEach((bench, i) => {
    requireRoster(bench.report >= 1, "THRESHOLD");
    requireRoster(bench.identity >= bench.report, "IDENTITY_BELOW_REPORT");
    requireRoster(bench.identity + bench.exclude <= sizes[i]!, "TOO_MANY_EXCLUDED");
    requireRoster(bench.exclude === 0 || bench.report > 1, "EXCLUDE_AT_ONE");
  });
  requireRoster(r.benches.reduce((sum, bench) => sum + bench.report, 0) >= 2, "ONE_PERSON_OPENS");
  requireRoster(r.benches.some((bench, i) => 2 * bench.report > sizes[i]!), "NO_MAJORITY");
}

export function requireRoster(holds: boolean, flaw: RosterFlaw): asserts holds {
  if (!holds) throw badRoster(flaw);
}
