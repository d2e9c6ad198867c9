import type { Bytes } from "./bytes.ts";
import { type Lines, U32, U8, linesOf } from "./lines.ts";
import { isName } from "./name.ts";
import type { Bench, Listed, Member, Person, Roster } from "./roster.ts";
import { MAX_PEOPLE, type RosterFlaw, badRoster as bad, checkRoster, requireRoster as require } from "./roster-rules.ts";
import { MAX_BENCHES, MAX_MEMBERS } from "./rule.ts";
import { MAX_TEXT } from "./signed-note.ts";
import { parseVerifierKey } from "./verifier-key.ts";
import * as xWingKey from "./x-wing-key.ts";

const MAX_LISTED = 32;
const MAX_TIME = 999_999_999_999;

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
  return { ...person, index: number, bench: place, mlDsa: input.base64(mlDsa, 1312), xWing: input.base64(xWing, xWingKey.PUBLIC_KEY) };
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
