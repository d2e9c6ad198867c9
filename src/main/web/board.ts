import { type Bytes, compare, concat, hex } from "./bytes.ts";
import { RECORD } from "./board-record.ts";
import { digest } from "./derive.ts";
import { labelled } from "./label.ts";
import type { BoardDigest } from "./log-note.ts";
import { Untrue } from "./refusal.ts";

/** A record and the day of its batch, days since 1970-01-01. */
export interface Dated {
  readonly bytes: Bytes;
  readonly day: number;
}

const HEAD = 8;
const RECORDS = 32;
const BATCH = HEAD + RECORDS * RECORD;
const MAX_BATCHES = 62;

/** H("board/batch" | batch), by WebCrypto. */
export function batchDigest(batch: Bytes): Promise<Bytes> {
  return digest(concat(labelled("board/batch"), batch));
}

/** All records of the board, or Untrue BOARD: one batch that is not on the docket, and nothing of it is used (spec: board). */
export async function verifyBoard(board: Bytes, digests: readonly BoardDigest[]): Promise<Dated[]> {
  if (board.length % BATCH !== 0 || board.length > MAX_BATCHES * BATCH) throw new Untrue("BOARD");
  const known = new Set(digests.map((each) => hex(each.digest)));
  const records: Dated[] = [];
  let before = -1;
  for (let at = 0; at < board.length; at += BATCH) {
    const batch = board.slice(at, at + BATCH);
    const view = new DataView(batch.buffer);
    const [number, day] = [view.getUint32(0), view.getUint32(4)];
    if (number <= before || !known.has(hex(await batchDigest(batch)))) throw new Untrue("BOARD");
    before = number;
    records.push(...recordsOf(batch).map((bytes) => ({ bytes, day })));
  }
  return records;
}

function recordsOf(batch: Bytes): Bytes[] {
  const records = Array.from({ length: RECORDS }, (_, i) => batch.slice(HEAD + i * RECORD, HEAD + (i + 1) * RECORD));
  if (records.some((record, i) => i > 0 && compare(records[i - 1]!, record) > 0)) throw new Untrue("BOARD");
  return records;
}
