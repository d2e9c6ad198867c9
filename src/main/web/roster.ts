import { type Bytes, hex } from "./bytes.ts";
import { isWellFormed } from "./ed25519.ts";
import type { Compartment } from "./envelope.ts";
import * as hpke from "./hpke.ts";
import { type Lines, U32, U8, linesOf } from "./lines.ts";
import { refuses } from "./malformed.ts";
import { isName } from "./name.ts";
import { MAX_BENCHES, MAX_MEMBERS, MIN_MEMBERS, type Rule, ruleOf } from "./rule.ts";
import { MAX_TEXT } from "./signed-note.ts";
import { type VerifierKey, parseVerifierKey, verifierKey } from "./verifier-key.ts";

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

export type RosterFlaw =
  | "TOO_LONG" | "LINE" | "SUITE" | "NAME" | "RETAIN" | "BENCHES" | "UNKNOWN_BENCH" | "VKEY" | "LISTED" | "EPOCH" | "GENESIS" | "VALID" | "PEOPLE"
  | "INDEX" | "SAME_NAME" | "WEAK_KEY" | "SAME_KEY" | "THRESHOLD" | "IDENTITY_BELOW_REPORT" | "TOO_MANY_EXCLUDED" | "EXCLUDE_AT_ONE"
  | "ONE_PERSON_OPENS" | "NO_MAJORITY" | "FIRST" | "ADMIN";
export const badRoster = refuses<RosterFlaw>("roster");
const bad = badRoster;

const MAX_PEOPLE = 32;
const MAX_LISTED = 32;
const MAX_TIME = 999_999_999_999;
const DAY = 86_400;

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

/** Parses a note's text and checks every rule of one roster alone. */
export function parseRoster(text: string): Roster {
  const roster = readRoster(linesOf(text, MAX_TEXT, () => bad("TOO_LONG"), () => bad("LINE")));
  checkRoster(roster);
  return roster;
}

function readRoster(input: Lines): Roster {
  require(input.line() === "tresllaves/v1/roster", "LINE");
  const panel = nameOf(input.token("panel"));
  const panelId = optionalHash(input, input.token("id"));
  const epoch = input.number(input.token("epoch"), U32);
  const prev = optionalHash(input, input.token("prev"));
  require(input.number(input.token("suite"), 0xffff) === 1, "SUITE");
  const [from, to] = input.tokens("valid", 2).map((token) => input.number(token, MAX_TIME)) as [number, number];
  const admin = input.number(input.token("admin"), U8);
  const retain = readRetain(input);
  const benches = repeat(input, "bench", MAX_BENCHES, "BENCHES", () => readBench(input));
  const members = repeat(input, "member", MAX_MEMBERS, "PEOPLE", () => readMember(input, benches));
  const readers = repeat(input, "reader", MAX_PEOPLE, "PEOPLE", () => {
    const [index, first, name, key] = input.tokens("reader", 4) as [string, string, string, string];
    return readPerson(input, index, first, name, key);
  });
  const forms = repeat(input, "form", MAX_LISTED, "LISTED", () => readListed(input, "form"));
  const pages = repeat(input, "page", MAX_LISTED, "LISTED", () => readListed(input, "page"));
  require(input.line() === "policy", "LINE");
  const policy = input.rest();
  require(policy.length >= 1 && policy.length <= 128 && policy.every((line) => /^[^\u0000-\u001f\u007f]+$/.test(line)), "LINE");
  return { panel, panelId, epoch, prev, valid: { from, to }, admin, retain, benches, members, readers, forms, pages, policy };
}

function repeat<T>(input: Lines, word: string, most: number, tooMany: RosterFlaw, read: () => T): T[] {
  const all: T[] = [];
  while (input.next(word)) {
    all.push(read());
    require(all.length <= most, tooMany);
  }
  return all;
}

function readRetain(input: Lines): Roster["retain"] {
  const tokens = input.tokens("retain", 6);
  require(tokens[0] === "unopened" && tokens[2] === "closed" && tokens[4] === "board", "LINE");
  const [unopened, closed, board] = [1, 3, 5].map((i) => {
    const days = input.number(tokens[i]!, 3650);
    require(days >= 1, "RETAIN");
    return days;
  }) as [number, number, number];
  return { unopened, closed, board };
}

function readBench(input: Lines): Bench {
  const tokens = input.tokens("bench", 7);
  require(tokens[1] === "report" && tokens[3] === "identity" && tokens[5] === "exclude", "LINE");
  const name = nameOf(tokens[0]!);
  const [report, identity, exclude] = [2, 4, 6].map((i) => input.number(tokens[i]!, U8)) as [number, number, number];
  return { name, report, identity, exclude };
}

function readMember(input: Lines, benches: readonly Bench[]): Member {
  const [index, bench, first, name, key, mlDsa, xWing] = input.tokens("member", 7) as [string, string, string, string, string, string, string];
  nameOf(name);
  const number = input.number(index, U8);
  const place = benches.findIndex((each) => each.name === bench);
  require(place >= 0, "UNKNOWN_BENCH");
  const person = readPerson(input, index, first, name, key);
  return { ...person, index: number, bench: place, mlDsa: input.base64(mlDsa, 1312), xWing: input.base64(xWing, hpke.PUBLIC_KEY) };
}

function readPerson(input: Lines, index: string, first: string, name: string, key: string): Person {
  nameOf(name);
  const number = input.number(index, U8);
  require(first === "first" || first === "-", "LINE");
  return { index: number, first: first === "first", name, ed25519: keyOf(key, name) };
}

function readListed(input: Lines, word: string): Listed {
  const [id, hash] = input.tokens(word, 2) as [string, string];
  require(/^[a-z0-9][a-z0-9.-]{0,31}$/.test(id), "LINE");
  return { id, hash: input.hex(hash, 32) };
}

function optionalHash(input: Lines, token: string): Bytes | undefined {
  return token === "-" ? undefined : input.hex(token, 32);
}

function nameOf(token: string): string {
  require(isName(token), "NAME");
  return token;
}

function keyOf(token: string, name: string): Bytes {
  try {
    const key = parseVerifierKey(token);
    if (key.type === "ed25519" && key.name === name) return key.key;
  } catch {
    // told below
  }
  throw bad("VKEY");
}

/** The rules of one roster, in the order of the page. */
function checkRoster(r: Roster): void {
  require((r.epoch === 0) === (r.prev === undefined), "EPOCH");
  require((r.prev === undefined) === (r.panelId === undefined), "GENESIS");
  const { from, to } = r.valid;
  require(from % DAY === 0 && to % DAY === 0 && to > from && to - from <= 400 * DAY, "VALID");
  require(r.benches.length > 0, "BENCHES");
  require(r.members.length >= MIN_MEMBERS && people(r).length <= MAX_PEOPLE, "PEOPLE");
  checkPeople(r);
  checkKeys(r);
  checkThresholds(r);
  require(flaggedFirst(r).length >= 2, "FIRST");
  require(r.admin >= Math.floor(r.members.length / 2) + 1 && r.admin <= r.members.length, "ADMIN");
  require([r.forms, r.pages].every((list) => new Set(list.map((one) => one.id)).size === list.length), "LISTED");
}

function checkPeople(r: Roster): void {
  const names = new Set<string>();
  people(r).forEach((person, i) => {
    require(person.index === i + 1, "INDEX");
    require(!names.has(person.name), "SAME_NAME");
    names.add(person.name);
  });
  require(new Set(r.benches.map((bench) => bench.name)).size === r.benches.length, "SAME_NAME");
}

function checkKeys(r: Roster): void {
  const seen = new Set<string>();
  const once = (key: Bytes): void => {
    require(!seen.has(hex(key)), "SAME_KEY");
    seen.add(hex(key));
  };
  for (const person of people(r)) {
    require(isWellFormed(person.ed25519), "WEAK_KEY");
    once(person.ed25519);
    if (isMember(person)) {
      require(hpke.isUsable(person.xWing), "WEAK_KEY");
      once(person.mlDsa);
      once(person.xWing);
    }
  }
}

function checkThresholds(r: Roster): void {
  const sizes = r.benches.map((_, i) => benchMembers(r, i).length);
  r.benches.forEach((bench, i) => {
    require(bench.report >= 1, "THRESHOLD");
    require(bench.identity >= bench.report, "IDENTITY_BELOW_REPORT");
    require(bench.identity + bench.exclude <= sizes[i]!, "TOO_MANY_EXCLUDED");
    require(bench.exclude === 0 || bench.report > 1, "EXCLUDE_AT_ONE");
  });
  require(r.benches.reduce((sum, bench) => sum + bench.report, 0) >= 2, "ONE_PERSON_OPENS");
  require(r.benches.some((bench, i) => 2 * bench.report > sizes[i]!), "NO_MAJORITY");
}

function require(holds: boolean, flaw: RosterFlaw): asserts holds {
  if (!holds) throw bad(flaw);
}
