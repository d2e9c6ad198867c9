import type { Dated } from "./board.ts";
import { type Part, openRecord, recordTag, whoOf } from "./board-record.ts";
import { type Bytes, hex } from "./bytes.ts";
import { type Chain, everybody, heldOn } from "./chain.ts";
import { Malformed } from "./malformed.ts";
import type { Person } from "./roster.ts";

/** One reply, or what of it can be told (spec: replies, "Finding replies"). */
export interface Reply {
  /** Who wrote it, as the last roster that holds them names them. */
  readonly person: Person;
  /** That of its first part. */
  readonly counter: number;
  readonly day: number;
  readonly parts: number;
  /** The parts there are, by number from 0, rising. */
  readonly texts: ReadonlyMap<number, string>;
  /** Two records claim one of its parts, so that nothing could be joined. */
  readonly doubled: boolean;
}

/** A counter below the last one found at which nothing valid stands: withheld, or gone from the board. */
export interface Gap {
  readonly person: Person;
  readonly counter: number;
}

export interface Found {
  /** By day, then counter. */
  readonly replies: readonly Reply[];
  readonly gaps: readonly Gap[];
  /** Records with a right tag that are not valid, or whose writer was not on the panel on their batch's day. */
  readonly refused: number;
}

const ALWAYS = 64;
const GAP = 4;

/** The text of a reply whose parts are all there, or nothing. */
export function wholeText(reply: Reply): string | undefined {
  return reply.texts.size === reply.parts ? [...reply.texts.values()].join("") : undefined;
}

/** Numbers of the parts that are not there. */
export function missingParts(reply: Reply): number[] {
  return Array.from({ length: reply.parts }, (_, part) => part).filter((part) => !reply.texts.has(part));
}

/** Finds everything on a verified board that belongs to rs. */
export async function findReplies(rs: Bytes, chain: Chain, board: readonly Dated[]): Promise<Found> {
  const byTag = new Map<string, Dated[]>();
  for (const record of board) {
    const tag = hex(record.bytes.subarray(0, 16));
    byTag.set(tag, [...(byTag.get(tag) ?? []), record]);
  }
  const found: Found[] = [];
  for (const person of everybody(chain)) found.push(await repliesOf(person, rs, chain, byTag));
  return {
    replies: found.flatMap((each) => each.replies).sort((a, b) => a.day - b.day || a.counter - b.counter),
    gaps: found.flatMap((each) => each.gaps),
    refused: found.reduce((sum, each) => sum + each.refused, 0),
  };
}

async function repliesOf(person: Person, rs: Bytes, chain: Chain, byTag: ReadonlyMap<string, readonly Dated[]>): Promise<Found> {
  const who = whoOf(person.ed25519);
  const wholes = new Map<string, { counter: number; part: Part }[]>();
  const empty: number[] = [];
  let refused = 0;
  let last = -1;
  for (let counter = 0; counter < ALWAYS || counter <= last + GAP; counter++) {
    const records = byTag.get(hex(recordTag(rs, who, counter))) ?? [];
    const { parts, bad } = await partsOf(records, rs, chain, person.ed25519, counter);
    refused += bad;
    if (parts.length === 0) empty.push(counter);
    else last = counter;
    for (const part of parts) {
      const key = `${counter - part.part} ${part.parts} ${part.day}`;
      wholes.set(key, [...(wholes.get(key) ?? []), { counter: counter - part.part, part }]);
    }
  }
  const gaps = empty.filter((counter) => counter < last).map((counter) => ({ person, counter }));
  return { replies: [...wholes.values()].flatMap((whole) => join(person, whole)), gaps, refused };
}

/** The valid parts under one counter; equal ones count once. */
async function partsOf(records: readonly Dated[], rs: Bytes, chain: Chain, key: Bytes, counter: number): Promise<{ parts: Part[]; bad: number }> {
  const parts = new Map<string, Part>();
  let bad = 0;
  for (const { bytes, day } of records) {
    const part = await openOrNothing(rs, chain.panelId, key, counter, bytes);
    if (part === undefined || !heldOn(chain, key, day)) bad++;
    else parts.set(JSON.stringify(part), part);
  }
  return { parts: [...parts.values()], bad };
}

async function openOrNothing(rs: Bytes, panelId: Bytes, key: Bytes, counter: number, record: Bytes): Promise<Part | undefined> {
  try {
    return await openRecord(rs, panelId, key, counter, record);
  } catch (e) {
    if (e instanceof Malformed) return undefined;
    throw e;
  }
}

/** One reply; or, where two records claim one part, each part alone and marked. */
function join(person: Person, whole: readonly { counter: number; part: Part }[]): Reply[] {
  const byPart = [...whole].sort((a, b) => a.part.part - b.part.part || (a.part.text < b.part.text ? -1 : 1));
  const { counter, part: first } = byPart[0]!;
  const doubled = byPart.some(({ part }, i) => i > 0 && byPart[i - 1]!.part.part === part.part);
  const reply = (texts: ReadonlyMap<number, string>): Reply => ({ person, counter, day: first.day, parts: first.parts, texts, doubled });
  if (!doubled) return [reply(new Map(byPart.map(({ part }) => [part.part, part.text])))];
  return byPart.map(({ part }) => reply(new Map([[part.part, part.text]])));
}
