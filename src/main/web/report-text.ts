import { type Bytes, equal, isZero } from "./bytes.ts";
import { digest, h } from "./derive.ts";
import { BUCKETS, IDENTITY_BODY, headerLength } from "./envelope.ts";
import { bodyLength } from "./cobblestone.ts";
import { refuses } from "./malformed.ts";
import { MAX_MANIFEST, type Manifest, parseManifest } from "./manifest.ts";

/** A report as its reader gets it. For tests of what the page sealed: readers read on their own machines, with the Java client. */
export interface ReportText {
  readonly manifest: Manifest;
  /** In the manifest's order. */
  readonly files: readonly Bytes[];
}

export type ReportTextFlaw = "LENGTH" | "MANIFEST_LENGTH" | "SIZES" | "PADDING" | "FILE_HASH";
const bad = refuses<ReportTextFlaw>("report-text");
const PIECE = 1 << 20;

/** Reads the text of a report body to n members (spec: manifest, "The plaintext around it"). */
export async function parseReportText(text: Bytes, n: number): Promise<ReportText> {
  const whole = headerLength(n) + IDENTITY_BODY + bodyLength(text.length);
  if (BUCKETS.every((bucket) => bucket.length !== whole)) throw bad("LENGTH");
  const length = new DataView(text.buffer, text.byteOffset).getUint32(0);
  if (length > MAX_MANIFEST || length > text.length - 4) throw bad("MANIFEST_LENGTH");
  const manifest = parseManifest(text.slice(4, 4 + length));
  const end = manifest.files.reduce((at, file) => at + file.size, 4 + length);
  if (end > text.length) throw bad("SIZES");
  if (!isZero(text.subarray(end))) throw bad("PADDING");
  const files: Bytes[] = [];
  let at = 4 + length;
  for (const file of manifest.files) {
    files.push(text.slice(at, at + file.size));
    if (!equal(await hashOf(files.at(-1)!), file.hash)) throw bad("FILE_HASH");
    at += file.size;
  }
  return { manifest, files };
}

async function hashOf(file: Bytes): Promise<Bytes> {
  const digests: Bytes[] = [];
  for (let at = 0; at < file.length; at += PIECE) digests.push(await digest(file.slice(at, at + PIECE)));
  return h("file", ...digests);
}
