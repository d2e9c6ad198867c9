import { type Bytes, hex } from "./bytes.ts";
import type { Compartment } from "./envelope.ts";
import { type Rule, ruleOf } from "./rule.ts";
import { type VerifierKey, verifierKey } from "./verifier-key.ts";

/** Who is on the panel in one epoch, and under which rules (spec: roster). Every one that was parsed keeps the rules of one roster alone. */
export interface Roster {
  readonly panel: string;
  /** Absent in the genesis, whose own hash it is. */
  readonly panelId: Bytes | undefined;
  readonly epoch: number;
  readonly prev: Bytes | undefined;
  /** Seconds since 1970, both a midnight UTC; `to` is exclusive. */
  readonly valid: { readonly from: number; readonly to: number };
  readonly admin: number;
  /** Days. */
  readonly retain: { readonly unopened: number; readonly closed: number; readonly board: number };
  readonly benches: readonly Bench[];
  readonly members: readonly Member[];
  readonly readers: readonly Person[];
  readonly forms: readonly Listed[];
  readonly pages: readonly Listed[];
  readonly policy: readonly string[];
}

export interface Bench {
  readonly name: string;
  readonly report: number;
  readonly identity: number;
  /** How many of its members a source may exclude. */
  readonly exclude: number;
}

/** Somebody of the panel. A person is its Ed25519 key, whatever its name or number. */
export interface Person {
  /** 1..n for members, n+1.. for readers. */
  readonly index: number;
  /** Whether it can be drawn for a first opening. */
  readonly first: boolean;
  readonly name: string;
  readonly ed25519: Bytes;
}

/** A person who holds shares. */
export interface Member extends Person {
  readonly bench: number;
  readonly mlDsa: Bytes;
  readonly xWing: Bytes;
}

/** A questionnaire or a page bundle. */
export interface Listed {
  readonly id: string;
  readonly hash: Bytes;
}

/** Members and readers in the order of their numbers. */
export function people(roster: Roster): readonly Person[] {
  return [...roster.members, ...roster.readers];
}

/** The person with this number, or nothing. */
export function personAt(roster: Roster, index: number): Person | undefined {
  return people(roster)[index - 1];
}

/** The person with this Ed25519 key, or nothing. */
export function personOf(roster: Roster, ed25519: Bytes): Person | undefined {
  return people(roster).find((person) => hex(person.ed25519) === hex(ed25519));
}

export function isMember(person: Person): person is Member {
  return "bench" in person;
}

/** Members of a bench, numbered from 0. */
export function benchMembers(roster: Roster, bench: number): readonly Member[] {
  return roster.members.filter((member) => member.bench === bench);
}

/** Numbers of those who can be drawn for a first opening. */
export function flaggedFirst(roster: Roster): number[] {
  return people(roster).flatMap((person) => (person.first ? [person.index] : []));
}

/** A of the dealings of this roster. */
export function ruleFor(roster: Roster, compartment: Compartment): Rule {
  return ruleOf(roster.benches.map((bench) => bench[compartment]), roster.members.map((member) => member.bench));
}

/** The key of a person's signature lines. */
export function personKey(person: Person): VerifierKey {
  return verifierKey(person.name, "ed25519", person.ed25519);
}

/** The key of a member's second line. */
export function memberKey(member: Member): VerifierKey {
  return verifierKey(member.name, "ml-dsa-44", member.mlDsa);
}
