import type { Bytes } from "./bytes.ts";
import { badDocket, docketLines } from "./docket-note.ts";
import { U32 } from "./lines.ts";

// What the server says on the docket, signed by the docket log's key: tombstones (spec: opening) and digests of the board (spec: board).

const MAX_LOG_TEXT = 512;
export const TOMBSTONE = "tresllaves/v1/tombstone\n";
export const BOARD = "tresllaves/v1/board\n";

/** A report was withdrawn by whoever showed w. It counts only if H("rtag" | w) is the entry's rtag. */
export interface Tombstone {
  readonly panelId: Bytes;
  readonly eid: Bytes;
  readonly w: Bytes;
}

export function parseTombstone(text: string): Tombstone {
  const input = docketLines(text, MAX_LOG_TEXT);
  if (`${input.line()}\n` !== TOMBSTONE) throw badDocket("TYPE");
  const panelId = input.hex(input.token("panel"), 32);
  const eid = input.hex(input.token("eid"), 16);
  const w = input.hex(input.token("w"), 32);
  input.end();
  return { panelId, eid, w };
}

/** The digest of one batch of the board. */
export interface BoardDigest {
  readonly panelId: Bytes;
  readonly batch: number;
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly digest: Bytes;
}

export function parseBoardDigest(text: string): BoardDigest {
  const input = docketLines(text, MAX_LOG_TEXT);
  if (`${input.line()}\n` !== BOARD) throw badDocket("TYPE");
  const panelId = input.hex(input.token("panel"), 32);
  const batch = input.number(input.token("batch"), U32);
  const day = input.day(input.token("day"));
  const digest = input.hex(input.token("digest"), 32);
  input.end();
  return { panelId, batch, day, digest };
}
