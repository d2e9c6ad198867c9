import { type Bytes, concat, u8, utf8 } from "./bytes.ts";
import { type SealedReport, roomFor } from "./seal.ts";

// A sealed envelope on its way by hand (spec: sealed file): "TLLF" | u8 bucket | rtag 32 | SHA-256 of each segment | envelope.

const MAGIC = utf8("TLLF");

/** The file of a sealed report. Segments become parts of a Blob, which a browser keeps on disk when there are many. */
export async function sealedFile(sealed: SealedReport, tell: (done: number, total: number) => void): Promise<Blob> {
  const digests: Bytes[] = [];
  const segments: Blob[] = [];
  for await (const { bytes, digest } of sealed.segments(roomFor(sealed.bucket))) {
    digests.push(digest);
    segments.push(new Blob([bytes]));
    tell(segments.length * sealed.bucket.segmentLength, sealed.bucket.length);
  }
  const { rtag } = await sealed.tags();
  return new Blob([concat(MAGIC, u8(sealed.bucket.code), rtag, ...digests), ...segments], { type: "application/octet-stream" });
}
