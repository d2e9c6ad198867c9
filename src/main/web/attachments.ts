import { type Bytes, equal } from "./bytes.ts";
import { CannotSeal } from "./cannot-seal.ts";
import { digest, h } from "./derive.ts";
import { type Attached, MAX_FILES, isFileName, isFileType } from "./manifest.ts";

/** A file that a source attaches. A browser's `File` is one of these with its name. */
export interface Attachment {
  readonly name: string;
  readonly blob: Blob;
}

const PIECE = 1 << 20;
const ANY_TYPE = "application/octet-stream";

export function lengthOf(files: readonly Attachment[]): number {
  return files.reduce((sum, file) => sum + file.blob.size, 0);
}

/** The manifest's list of files: reads each of them once, piece by piece. */
export async function listOf(files: readonly Attachment[]): Promise<Attached[]> {
  if (files.length > MAX_FILES) throw new CannotSeal("TOO_MANY_FILES");
  const list: Attached[] = [];
  const taken = new Set<string>();
  for (const file of files) {
    const name = nameOf(file.name, taken);
    const type = file.blob.type.toLowerCase();
    list.push({ name, type: isFileType(type) ? type : ANY_TYPE, size: file.blob.size, hash: await hashOf(file) });
  }
  return list;
}

/** Reads the files again and refuses when one is no longer what was hashed: its reader would be told that it is damaged. */
export async function checkUnchanged(files: readonly Attachment[], list: readonly Attached[]): Promise<void> {
  for (const [i, file] of files.entries()) {
    if (!equal(await hashOf(file), list[i]!.hash)) throw new CannotSeal("FILE_CHANGED", file.name);
  }
}

/** Fills `out` from the files as if they were one, from `position` on; what lies behind their end stays as it is. */
export async function readFiles(files: readonly Attachment[], position: number, out: Bytes): Promise<void> {
  let start = 0;
  let at = 0;
  for (const file of files) {
    const within = position + at - start;
    if (at < out.length && within < file.blob.size) {
      const slice = await read(file, within, Math.min(file.blob.size, within + out.length - at));
      out.set(slice, at);
      at += slice.length;
    }
    start += file.blob.size;
  }
}

/** H("file" | SHA-256(piece_0) | ...), pieces of 1 MiB. */
async function hashOf(file: Attachment): Promise<Bytes> {
  const digests: Bytes[] = [];
  for (let at = 0; at < file.blob.size; at += PIECE) digests.push(await digest(await read(file, at, Math.min(at + PIECE, file.blob.size))));
  return h("file", ...digests);
}

async function read(file: Attachment, from: number, to: number): Promise<Bytes> {
  let bytes: Bytes;
  try {
    bytes = new Uint8Array(await file.blob.slice(from, to).arrayBuffer());
  } catch {
    throw new CannotSeal("NOT_A_FILE", file.name);
  }
  if (bytes.length !== to - from) throw new CannotSeal("FILE_CHANGED", file.name);
  return bytes;
}

/** The name in NFC, with " (2)" where another file has it already. */
function nameOf(given: string, taken: Set<string>): string {
  const base = given.normalize("NFC");
  const dot = base.lastIndexOf(".") > 0 ? base.lastIndexOf(".") : base.length;
  let name = base;
  for (let copy = 2; taken.has(name); copy++) name = `${base.slice(0, dot)} (${copy})${base.slice(dot)}`;
  if (!isFileName(name)) throw new CannotSeal("FILE_NAME", base);
  taken.add(name);
  return name;
}
