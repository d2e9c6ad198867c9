import { type Bytes, concat, u32 } from "./bytes.ts";
import { refuses } from "./malformed.ts";
import { reader } from "./reader.ts";
import { MAX_NOTE } from "./signed-note.ts";

export type NoteListFlaw = "EMPTY_NOTE" | "TOO_LONG" | "TRUNCATED";
const bad = refuses<NoteListFlaw>("note-list");

/** Splits (u32 length | bytes)*, each 1 to `max` bytes (spec: roster, "Chain"; intake, "The window"). */
export function parseNoteList(bytes: Uint8Array, max: number = MAX_NOTE): Bytes[] {
  const input = reader(bytes, () => bad("TRUNCATED"));
  const notes: Bytes[] = [];
  while (input.left() > 0) {
    const length = input.u32();
    if (length === 0) throw bad("EMPTY_NOTE");
    if (length > max) throw bad("TOO_LONG");
    notes.push(input.take(length));
  }
  return notes;
}

export function encodeNoteList(notes: readonly Bytes[]): Bytes {
  return concat(...notes.flatMap((note) => [u32(note.length), note]));
}
