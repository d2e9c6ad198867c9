import type { Bytes } from "./bytes.ts";
import { compare } from "./bytes.ts";
import type { Compartment } from "./envelope.ts";
import { type Lines, U32, linesOf } from "./lines.ts";
import { refuses } from "./malformed.ts";
import { MAX_TEXT } from "./signed-note.ts";
import * as xWingKey from "./x-wing-key.ts";

// What people of the panel say on the docket (spec: opening, "Notes"). Who signed it is for panel-note to say.

interface Head {
  readonly panelId: Bytes;
  readonly rosterHash: Bytes;
  /** Number of the person who says it. */
  readonly person: number;
}

export interface ReaderKeyNote extends Head {
  readonly type: "reader-key";
  readonly key: Bytes;
  /** Days since 1970-01-01, here as everywhere below. */
  readonly notAfter: number;
}

export interface RequestNote extends Head {
  readonly type: "request";
  readonly compartment: Compartment;
  readonly reason: "first" | "further" | "identity" | "orphan";
  /** Seconds since 1970: the start of an hour. */
  readonly close: number;
  readonly notAfter: number;
  readonly nonce: Bytes;
  readonly readers: readonly { readonly person: number; readonly readerKey: Bytes }[];
  /** Whole batches by number; empty if there are entries. */
  readonly batches: readonly number[];
  readonly entries: readonly { readonly eid: Bytes; readonly envelopeHash: Bytes }[];
}

export interface ApproveNote extends Head {
  readonly type: "approve";
  readonly request: Bytes;
  readonly bundles: readonly { readonly reader: number; readonly hash: Bytes }[];
}

export interface RefuseNote extends Head {
  readonly type: "refuse";
  readonly request: Bytes;
  readonly reason: "check" | "conflict" | "scope" | "other";
}

export interface ResultNote extends Head {
  readonly type: "result";
  readonly request: Bytes;
  /** 16 bytes each, in slot order. */
  readonly tokens: readonly Bytes[];
}

export interface ClosedNote extends Head {
  readonly type: "closed";
  readonly day: number;
  /** Whole batches by number, rising. */
  readonly batches: readonly number[];
}

export type DocketNote = ReaderKeyNote | RequestNote | ApproveNote | RefuseNote | ResultNote | ClosedNote;

export type DocketFlaw =
  | "TOO_LONG"
  | "TYPE"
  | "LINE"
  | "WEAK_KEY"
  | "REASON"
  | "CLOSE_AFTER_END"
  | "NO_READER"
  | "NO_ENTRY"
  | "TOO_MANY"
  | "ORDER"
  | "SCOPE";
export const badDocket = refuses<DocketFlaw>("docket-note");

const MAX_PEOPLE = 32;
const DAY = 86_400;

/** Parses the text of any of these notes. */
export function parseDocketNote(text: string): DocketNote {
  const input = docketLines(text, MAX_TEXT);
  const note = read(input, input.line());
  input.end();
  return note;
}

/** The lines of a text that the docket holds. */
export function docketLines(text: string, maxBytes: number): Lines {
  return linesOf(text, maxBytes, () => badDocket("TOO_LONG"), () => badDocket("LINE"));
}

function read(input: Lines, type: string): DocketNote {
  switch (type) {
    case "tresllaves/v1/reader-key":
      return readReaderKey(input);
    case "tresllaves/v1/request":
      return readRequest(input);
    case "tresllaves/v1/approve":
      return readApprove(input);
    case "tresllaves/v1/refuse": {
      const note = { type: "refuse" as const, ...head(input), request: input.hex(input.token("request"), 32) };
      return { ...note, reason: oneOf(input.token("reason"), ["check", "conflict", "scope", "other"], "REASON") };
    }
    case "tresllaves/v1/result":
      return readResult(input);
    case "tresllaves/v1/closed":
      return readClosed(input);
    default:
      throw badDocket("TYPE");
  }
}

function head(input: Lines): Head {
  const panelId = input.hex(input.token("panel"), 32);
  const rosterHash = input.hex(input.token("roster"), 32);
  return { panelId, rosterHash, person: index(input, input.token("person")) };
}

function readReaderKey(input: Lines): ReaderKeyNote {
  const said = head(input);
  const key = input.base64(input.token("key"), xWingKey.PUBLIC_KEY);
  require(xWingKey.isUsable(key), "WEAK_KEY");
  return { type: "reader-key", ...said, key, notAfter: input.day(input.token("not-after")) };
}

function readRequest(input: Lines): RequestNote {
  const said = head(input);
  const compartment = oneOf(input.token("compartment"), ["report", "identity"], "LINE");
  const reason = oneOf(input.token("reason"), ["first", "further", "identity", "orphan"], "REASON");
  const close = closeOf(input, input.token("close"));
  const notAfter = input.day(input.token("not-after"));
  const nonce = input.hex(input.token("nonce"), 16);
  const readers = repeat(input, "reader", () => {
    const [person, hash] = input.tokens("reader", 2) as [string, string];
    return { person: index(input, person), readerKey: input.hex(hash, 32) };
  });
  const batches = repeat(input, "batch", () => input.number(input.token("batch"), U32));
  const entries = batches.length > 0 ? [] : repeat(input, "entry", () => readEntry(input));
  const note: RequestNote = { type: "request", ...said, compartment, reason, close, notAfter, nonce, readers, batches, entries };
  check(note);
  return note;
}

function readEntry(input: Lines): { eid: Bytes; envelopeHash: Bytes } {
  const [eid, hash] = input.tokens("entry", 2) as [string, string];
  return { eid: input.hex(eid, 16), envelopeHash: input.hex(hash, 32) };
}

/** What the parts of a request must be together. */
function check(note: RequestNote): void {
  require(note.close <= (note.notAfter + 1) * DAY, "CLOSE_AFTER_END");
  require(note.readers.length > 0, "NO_READER");
  require(note.readers.length <= MAX_PEOPLE, "TOO_MANY");
  require(rises(note.readers, (a, b) => a.person - b.person), "ORDER");
  require(note.batches.length + note.entries.length > 0, "NO_ENTRY");
  require(note.batches.length <= 64 && note.entries.length <= 1024, "TOO_MANY");
  require(rises(note.batches, (a, b) => a - b) && rises(note.entries, (a, b) => compare(a.eid, b.eid)), "ORDER");
  require((note.reason === "first") === note.batches.length > 0, "SCOPE");
  require((note.reason === "identity") === (note.compartment === "identity"), "SCOPE");
}

function readApprove(input: Lines): ApproveNote {
  const said = head(input);
  const request = input.hex(input.token("request"), 32);
  const bundles = repeat(input, "bundle", () => {
    const [reader, hash] = input.tokens("bundle", 2) as [string, string];
    return { reader: index(input, reader), hash: input.hex(hash, 32) };
  });
  require(bundles.length > 0, "NO_READER");
  require(rises(bundles, (a, b) => a.reader - b.reader), "ORDER");
  return { type: "approve", ...said, request, bundles };
}

function readResult(input: Lines): ResultNote {
  const said = head(input);
  const request = input.hex(input.token("request"), 32);
  let count = 0;
  const tokens = repeat(input, "token", () => {
    const token = input.hex(input.token("token"), 16);
    require(++count <= 3000, "TOO_MANY");
    return token;
  });
  require(tokens.length > 0, "NO_ENTRY");
  return { type: "result", ...said, request, tokens };
}

function readClosed(input: Lines): ClosedNote {
  const said = head(input);
  const day = input.day(input.token("day"));
  const batches = repeat(input, "batch", () => input.number(input.token("batch"), U32));
  require(batches.length > 0, "NO_ENTRY");
  require(batches.length <= 64, "TOO_MANY");
  require(rises(batches, (a, b) => a - b), "ORDER");
  return { type: "closed", ...said, day, batches };
}

/** `DATE` for midnight, else `DATE T HH` with HH from 01 to 23. */
function closeOf(input: Lines, token: string): number {
  const [, day, hour] = /^(.{10})(?:T(0[1-9]|1[0-9]|2[0-3]))?$/.exec(token) ?? [];
  require(day !== undefined, "LINE");
  return input.day(day) * DAY + Number(hour ?? 0) * 3600;
}

function index(input: Lines, token: string): number {
  const number = input.number(token, MAX_PEOPLE);
  require(number >= 1, "LINE");
  return number;
}

function oneOf<T extends string>(token: string, words: readonly T[], flaw: DocketFlaw): T {
  const word = words.find((each) => each === token);
  require(word !== undefined, flaw);
  return word;
}

function repeat<T>(input: Lines, word: string, each: () => T): T[] {
  const all: T[] = [];
  while (input.next(word)) all.push(each());
  return all;
}

function rises<T>(list: readonly T[], order: (a: T, b: T) => number): boolean {
  return list.every((each, i) => i === 0 || order(list[i - 1]!, each) < 0);
}

function require(holds: boolean, flaw: DocketFlaw): asserts holds {
  if (!holds) throw badDocket(flaw);
}
