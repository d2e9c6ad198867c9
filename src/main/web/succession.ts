import { hex } from "./bytes.ts";
import type { ChainFlaw } from "./chain.ts";
import { refuses } from "./malformed.ts";
import { type Member, type Person, type Roster, benchMembers, isMember, memberKey, people, personKey, personOf } from "./roster.ts";
import { type SignedNote, isSignedBy, lineOf } from "./signed-note.ts";
import type { VerifierKey } from "./verifier-key.ts";

// Who must have signed a roster (spec: roster, "Succession"): everybody on it; and of the people on the roster before, with the keys they had there, at
// least its `admin` and on every bench identity + exclude. One rule for every change.

const bad = refuses<ChainFlaw>("roster-chain");

export function checkGenesis(roster: Roster, note: SignedNote): void {
  noBadSignature(note, people(roster));
  allSigned(roster, note);
}

export function checkSuccession(previous: Roster, next: Roster, note: SignedNote): void {
  if (next.valid.from < previous.valid.from) throw bad("VALID_FROM");
  noBadSignature(note, [...people(next), ...people(previous)]);
  allSigned(next, note);
  if (consents(previous.members, note) < previous.admin) throw bad("PREVIOUS_ADMIN");
  previous.benches.forEach((bench, i) => {
    if (consents(benchMembers(previous, i), note) < bench.identity + bench.exclude) throw bad("PREVIOUS_BENCH");
  });
}

/** A line with name and id of somebody concerned that does not verify spoils the note. After this a line that is there is a signature. */
function noBadSignature(note: SignedNote, concerned: readonly Person[]): void {
  const checked = new Set<string>();
  for (const key of concerned.flatMap(keysOf)) {
    const known = checked.has(`${key.name} ${hex(key.key)}`);
    if (!known && lineOf(note, key) !== undefined && !isSignedBy(note, key)) throw bad("BAD_SIGNATURE");
    checked.add(`${key.name} ${hex(key.key)}`);
  }
}

function keysOf(person: Person): VerifierKey[] {
  return isMember(person) ? [personKey(person), memberKey(person)] : [personKey(person)];
}

function allSigned(roster: Roster, note: SignedNote): void {
  for (const member of roster.members) {
    if (lineOf(note, personKey(member)) === undefined) throw bad("MEMBER_SIGNATURE");
    if (lineOf(note, memberKey(member)) === undefined) throw bad("MEMBER_ML_DSA");
  }
  if (roster.readers.some((reader) => lineOf(note, personKey(reader)) === undefined)) throw bad("READER_SIGNATURE");
}

/** How many of these members signed with both keys of their own roster. */
function consents(members: readonly Member[], note: SignedNote): number {
  return members.filter((member) => keysOf(member).every((key) => lineOf(note, key) !== undefined)).length;
}

/** Whether a roster merely removes people, so that it may hold at once and not only after seven days in public (spec: roster, "Seven days"). */
export function merelyRemoves(previous: Roster, next: Roster): boolean {
  const same = (a: unknown, b: unknown): boolean => JSON.stringify(a) === JSON.stringify(b);
  const listed = (roster: Roster): unknown => [roster.forms, roster.pages].map((list) => list.map((one) => [one.id, hex(one.hash)]));
  return (
    people(next).length < people(previous).length &&
    next.admin >= previous.admin &&
    next.panel === previous.panel &&
    same(next.retain, previous.retain) &&
    same(listed(next), listed(previous)) &&
    same(next.policy, previous.policy) &&
    noBenchFalls(previous, next) &&
    people(next).every((person) => stays(previous, next, person))
  );
}

function noBenchFalls(previous: Roster, next: Roster): boolean {
  return (
    previous.benches.length === next.benches.length &&
    previous.benches.every((before, i) => {
      const after = next.benches[i]!;
      return (
        before.name === after.name && after.report >= before.report && after.identity >= before.identity && after.exclude >= before.exclude
      );
    })
  );
}

function stays(previous: Roster, next: Roster, person: Person): boolean {
  const before = personOf(previous, person.ed25519);
  const benchOf = (roster: Roster, one: Person): string | undefined => (isMember(one) ? roster.benches[one.bench]!.name : undefined);
  return (
    before !== undefined && before.name === person.name && (before.first || !person.first) && benchOf(previous, before) === benchOf(next, person)
  );
}
