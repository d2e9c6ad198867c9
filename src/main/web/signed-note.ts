import { type Bytes, fromBase64, fromUtf8, hex, utf8 } from "./bytes.ts";
import { refuses } from "./malformed.ts";
import { type VerifierKey, isKeyName, verifies } from "./verifier-key.ts";

/** A C2SP signed note: a text and the lines under it, none of them verified (spec: roster, "Signed notes"). */
export interface SignedNote {
  /** With its final newline: what is signed and hashed. */
  readonly text: string;
  readonly lines: readonly SignatureLine[];
}

export interface SignatureLine {
  readonly name: string;
  /** Four bytes in hex. */
  readonly id: string;
  readonly signature: Bytes;
}

export type SignedNoteFlaw =
  | "TOO_LONG"
  | "UTF8"
  | "CONTROL"
  | "NO_SIGNATURE"
  | "TEXT_TOO_LONG"
  | "TOO_MANY_SIGNATURES"
  | "SIGNATURE_LINE"
  | "SAME_SIGNATURE";
const bad = refuses<SignedNoteFlaw>("signed-note");

export const MAX_NOTE = 262_144;
export const MAX_TEXT = 131_072;
const MAX_LINES = 64;

export function parseSignedNote(bytes: Uint8Array): SignedNote {
  if (bytes.length > MAX_NOTE) throw bad("TOO_LONG");
  const note = fromUtf8(bytes);
  if (note === undefined) throw bad("UTF8");
  if (/[\u0000-\u0009\u000b-\u001f]/.test(note)) throw bad("CONTROL");
  const end = note.lastIndexOf("\n\n");
  if (end < 0 || end + 2 === note.length || !note.endsWith("\n")) throw bad("NO_SIGNATURE");
  const text = note.slice(0, end + 1);
  if (utf8(text).length > MAX_TEXT) throw bad("TEXT_TOO_LONG");
  const written = note.slice(end + 2, -1).split("\n");
  if (written.length > MAX_LINES) throw bad("TOO_MANY_SIGNATURES");
  const lines: SignatureLine[] = [];
  for (const line of written.map(signatureLine)) {
    if (lines.some((other) => other.name === line.name && other.id === line.id)) throw bad("SAME_SIGNATURE");
    lines.push(line);
  }
  return { text, lines };
}

function signatureLine(line: string): SignatureLine {
  const [, name, base64] = /^\u2014 ([^ ]*) ([^ ]*)$/u.exec(line) ?? [];
  const bytes = name !== undefined && isKeyName(name) ? fromBase64(base64!) : undefined;
  if (bytes === undefined || bytes.length <= 4) throw bad("SIGNATURE_LINE");
  return { name: name!, id: hex(bytes.subarray(0, 4)), signature: bytes.slice(4) };
}

/** The line of this key, not verified. */
export function lineOf(note: SignedNote, key: VerifierKey): SignatureLine | undefined {
  return note.lines.find((line) => line.name === key.name && line.id === key.id);
}

export function isSignedBy(note: SignedNote, key: VerifierKey): boolean {
  const line = lineOf(note, key);
  return line !== undefined && verifies(key, utf8(note.text), line.signature);
}
