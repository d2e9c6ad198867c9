import { type Bytes, compare, concat, equal } from "./bytes.ts";
import { type Chain, logKeys } from "./chain.ts";
import { digest } from "./derive.ts";
import { labelled } from "./label.ts";
import { U32, linesOf } from "./lines.ts";
import { Malformed, refuses } from "./malformed.ts";
import { parseNoteList } from "./note-list.ts";
import { Untrue } from "./refusal.ts";
import { isSignedBy, parseSignedNote } from "./signed-note.ts";

/** An entry of the intake log: a report, or a dummy that looks like one (spec: intake). */
export interface IntakeEntry {
  readonly eid: Bytes;
  readonly envelopeHash: Bytes;
  readonly rtag: Bytes;
}

/** The leaf of a batch: what the intake log's key signs. */
export interface IntakeLeaf {
  readonly panelId: Bytes;
  readonly number: number;
  /** Days since 1970-01-01. */
  readonly day: number;
  readonly size: number;
  readonly dayKeyHash: Bytes;
  readonly entriesHash: Bytes;
}

export interface IntakeBatch {
  readonly leaf: IntakeLeaf;
  readonly entries: readonly IntakeEntry[];
}

export type IntakeFlaw = "TOO_LONG" | "LINE" | "TYPE" | "SIZE" | "LENGTH" | "ENTRY_TYPE" | "ORDER";
const bad = refuses<IntakeFlaw>("intake");

export const ENTRY = 81;
const STEP = 64;
const MAX_SIZE = 1 << 20;

export function parseLeaf(text: string): IntakeLeaf {
  const input = linesOf(text, 512, () => bad("TOO_LONG"), () => bad("LINE"));
  if (input.line() !== "tresllaves/v1/batch") throw bad("TYPE");
  const panelId = input.hex(input.token("panel"), 32);
  const number = input.number(input.token("batch"), U32);
  const day = input.day(input.token("day"));
  const size = input.number(input.token("size"), MAX_SIZE);
  const dayKeyHash = input.hex(input.token("day-key"), 32);
  const entriesHash = input.hex(input.token("entries"), 32);
  input.end();
  if (size === 0 || size % STEP !== 0) throw bad("SIZE");
  return { panelId, number, day, size, dayKeyHash, entriesHash };
}

/** The entries of a leaf: as many as it says, rising strictly. */
export function parseEntries(bytes: Bytes, leaf: IntakeLeaf): IntakeEntry[] {
  if (bytes.length !== ENTRY * leaf.size) throw bad("LENGTH");
  return Array.from({ length: leaf.size }, (_, i) => {
    const entry = bytes.subarray(i * ENTRY, (i + 1) * ENTRY);
    if (entry[0] !== 1) throw bad("ENTRY_TYPE");
    if (i > 0 && compare(bytes.subarray((i - 1) * ENTRY, i * ENTRY), entry) >= 0) throw bad("ORDER");
    return { eid: entry.slice(1, 17), envelopeHash: entry.slice(17, 49), rtag: entry.slice(49) };
  });
}

/** H("batch" | entries), by WebCrypto: a window may have megabytes. */
export function entriesHashOf(bytes: Bytes): Promise<Bytes> {
  return digest(concat(labelled("batch"), bytes));
}

/** The whole window, every batch verified; their numbers follow one another. Anything else is Untrue INTAKE. */
export async function verifyWindow(window: Bytes, chain: Chain): Promise<IntakeBatch[]> {
  try {
    const parts = parseNoteList(window, ENTRY * MAX_SIZE);
    const batches: IntakeBatch[] = [];
    for (let i = 0; i < parts.length; i += 2) {
      const batch = await batchOf(parts[i]!, parts[i + 1], chain);
      const before = batches.at(-1);
      if (before !== undefined && before.leaf.number + 1 !== batch.leaf.number) throw new Untrue("INTAKE");
      batches.push(batch);
    }
    return batches;
  } catch (e) {
    throw e instanceof Malformed ? new Untrue("INTAKE") : e;
  }
}

async function batchOf(bytes: Bytes, entries: Bytes | undefined, chain: Chain): Promise<IntakeBatch> {
  const note = parseSignedNote(bytes);
  const leaf = parseLeaf(note.text);
  const signed = logKeys(chain, "intake").some((key) => isSignedBy(note, key));
  if (entries === undefined || !signed || !equal(leaf.panelId, chain.panelId)) throw new Untrue("INTAKE");
  if (!equal(await entriesHashOf(entries), leaf.entriesHash)) throw new Untrue("INTAKE");
  return { leaf, entries: parseEntries(entries, leaf) };
}
