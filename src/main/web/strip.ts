import type { Bytes } from "./bytes.ts";
import { concat } from "./bytes.ts";

// A JPEG or PNG without the blocks that are not needed to draw it: for browsers that do not let a page draw an image anew.

/** The image with its pixels as they are and nothing else; nothing where it is not one, or damaged. */
export function strip(bytes: Bytes): Bytes | undefined {
  if (bytes[0] === 0xff && bytes[1] === 0xd8) return stripJpeg(bytes);
  return bytes[0] === 0x89 && bytes[1] === 0x50 ? stripPng(bytes) : undefined;
}

/** Markers that a decoder needs: frames, tables, restart intervals, scans; and Adobe's, which says how colours are coded. */
function isNeeded(marker: number): boolean {
  return (marker >= 0xc0 && marker <= 0xcf) || [0xda, 0xdb, 0xdd, 0xee].includes(marker);
}

function stripJpeg(bytes: Bytes): Bytes | undefined {
  const kept: Uint8Array[] = [bytes.subarray(0, 2)];
  let at = 2;
  while (at + 4 <= bytes.length) {
    const marker = bytes[at + 1]!;
    if (bytes[at] !== 0xff) return undefined;
    if (marker === 0xd9) return concat(...kept, bytes.subarray(at, at + 2));
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    let end = at + 2 + (bytes[at + 2]! << 8) + bytes[at + 3]!;
    if (marker === 0xda) end = endOfScan(bytes, end);
    if (isNeeded(marker)) kept.push(bytes.subarray(at, end));
    at = end;
  }
  const last = bytes.length - 2;
  return bytes[last] === 0xff && bytes[last + 1] === 0xd9 && at === last ? concat(...kept, bytes.subarray(last)) : undefined;
}

/** Where the next marker is that is neither a stuffed byte nor a restart. */
function endOfScan(bytes: Bytes, from: number): number {
  for (let at = from; at + 1 < bytes.length; at++) {
    const next = bytes[at + 1]!;
    if (bytes[at] === 0xff && next !== 0 && next !== 0xff && (next < 0xd0 || next > 0xd7)) return at;
  }
  return bytes.length;
}

const CHUNKS = ["IHDR", "PLTE", "tRNS", "IDAT", "IEND"];

function stripPng(bytes: Bytes): Bytes | undefined {
  const kept: Uint8Array[] = [bytes.subarray(0, 8)];
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 8; at + 12 <= bytes.length; ) {
    const end = at + 12 + view.getUint32(at);
    const type = String.fromCharCode(...bytes.subarray(at + 4, at + 8));
    if (end > bytes.length) return undefined;
    if (CHUNKS.includes(type)) kept.push(bytes.subarray(at, end));
    if (type === "IEND") return concat(...kept);
    at = end;
  }
  return undefined;
}
