// What images carry beside their pixels: JPEG, PNG, WebP, HEIC and AVIF. Each walk is bounded in steps and bytes.
import { clean, exif, type Finding } from "./exif.ts";

/** Bytes of a file, read where needed. Short at the end of the file. */
export type Read = (from: number, length: number) => Promise<Uint8Array>;

const MAX_STEPS = 4096;
const MAX_BLOCK = 1 << 20;

const ascii = (bytes: Uint8Array, from: number, to: number): string => String.fromCharCode(...bytes.subarray(from, to));
const u16 = (bytes: Uint8Array, at: number): number => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0);
const u32 = (bytes: Uint8Array, at: number): number => u16(bytes, at) * 65536 + u16(bytes, at + 2);
const more: Finding = { what: "more", value: "" };

export async function jpeg(read: Read): Promise<Finding[]> {
  const found: Finding[] = [];
  let at = 2;
  for (let step = 0; step < MAX_STEPS; step++) {
    const head = await read(at, 4);
    const marker = head[1] ?? 0;
    if (head.length < 4 || head[0] !== 0xff || marker === 0xda || marker === 0xd9) break;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = u16(head, 2);
    if (length < 2) break;
    if ((marker >= 0xe1 && marker <= 0xef && marker !== 0xee) || marker === 0xfe) {
      const block = await read(at + 4, length - 2);
      if (marker === 0xfe) found.push({ what: "comment", value: clean(new TextDecoder().decode(block)) });
      else if (ascii(block, 0, 6) === "Exif\0\0") found.push(...exif(block.subarray(6)));
      else if (ascii(block, 0, 11) !== "ICC_PROFILE") found.push(more);
    }
    at += 2 + length;
  }
  return found;
}

export async function png(read: Read): Promise<Finding[]> {
  const found: Finding[] = [];
  let at = 8;
  for (let step = 0; step < MAX_STEPS; step++) {
    const head = await read(at, 8);
    if (head.length < 8) break;
    const length = u32(head, 0);
    const type = ascii(head, 4, 8);
    if (type === "IEND") break;
    const block = ["tEXt", "iTXt", "eXIf", "tIME"].includes(type) ? await read(at + 8, Math.min(length, MAX_BLOCK)) : new Uint8Array();
    if (type === "eXIf") found.push(...exif(block));
    else if (type === "tEXt") found.push(keyword(block));
    else if (type === "tIME") found.push({ what: "time", value: [u16(block, 0), block[2], block[3]].join("-") });
    else if (type === "iTXt" || type === "zTXt") found.push(more);
    at += 12 + length;
  }
  return found;
}

function keyword(block: Uint8Array): Finding {
  const [key = "", ...rest] = clean(new TextDecoder("latin1").decode(block).replace("\0", "\n")).split(/ (.*)/s);
  const what = { Author: "person", Software: "program", "Creation Time": "time" }[key] as Finding["what"] | undefined;
  return { what: what ?? "comment", value: rest.join("").trim() };
}

export async function webp(read: Read): Promise<Finding[]> {
  const found: Finding[] = [];
  let at = 12;
  for (let step = 0; step < MAX_STEPS; step++) {
    const head = await read(at, 8);
    if (head.length < 8) break;
    const length = new DataView(head.buffer, head.byteOffset).getUint32(4, true);
    const type = ascii(head, 0, 4);
    if (type === "EXIF") {
      const block = await read(at + 8, Math.min(length, MAX_BLOCK));
      found.push(...exif(ascii(block, 0, 6) === "Exif\0\0" ? block.subarray(6) : block));
    } else if (type === "XMP ") found.push(more);
    at += 8 + length + (length % 2);
  }
  return found;
}

/** HEIC and AVIF: the `meta` box names an item of type Exif and where it lies. */
export async function heif(read: Read): Promise<Finding[]> {
  let at = 0;
  for (let step = 0; step < 64; step++) {
    const head = await read(at, 8);
    const length = u32(head, 0);
    if (head.length < 8 || length < 8) break;
    if (ascii(head, 4, 8) === "meta") return heifItems(read, await read(at + 12, Math.min(length - 12, MAX_BLOCK)));
    at += length;
  }
  return [];
}

async function heifItems(read: Read, meta: Uint8Array): Promise<Finding[]> {
  let item = -1;
  let where: [number, number] | undefined;
  for (const [type, body] of boxes(meta)) {
    if (type === "iinf") {
      for (const [inner, entry] of boxes(body.subarray((body[0] ?? 0) === 0 ? 6 : 8))) {
        if (inner === "infe" && ascii(entry, 8, 12) === "Exif" && entry[0] === 2) item = u16(entry, 4);
      }
    }
  }
  for (const [type, body] of boxes(meta)) if (type === "iloc") where = located(body, item);
  if (where === undefined) return [];
  const block = await read(where[0], Math.min(where[1], MAX_BLOCK));
  return exif(block.subarray(4 + u32(block, 0)));
}

function* boxes(bytes: Uint8Array): Generator<[string, Uint8Array]> {
  for (let at = 0, step = 0; at + 8 <= bytes.length && step < MAX_STEPS; step++) {
    const length = u32(bytes, at);
    if (length < 8) return;
    yield [ascii(bytes, at + 4, at + 8), bytes.subarray(at + 8, at + length)];
    at += length;
  }
}

/** The first extent of an item in an `iloc` box of version 0 or 1 with offsets from the file's start. */
function located(body: Uint8Array, item: number): [number, number] | undefined {
  const version = body[0] ?? 0;
  const offsetSize = (body[4] ?? 0) >> 4;
  const lengthSize = (body[4] ?? 0) & 15;
  const baseSize = (body[5] ?? 0) >> 4;
  const indexSize = version === 0 ? 0 : (body[5] ?? 0) & 15;
  const number = (at: number, size: number): number => (size === 4 ? u32(body, at) : size === 8 ? u32(body, at + 4) : 0);
  if (version > 1) return undefined;
  let at = 8;
  for (let i = 0; i < Math.min(u16(body, 6), MAX_STEPS); i++) {
    const id = u16(body, at);
    at += version === 1 ? 4 : 2;
    const base = number(at + 2, baseSize);
    at += 2 + baseSize;
    const extents = u16(body, at);
    at += 2;
    if (id === item && extents > 0) return [base + number(at + indexSize, offsetSize), number(at + indexSize + offsetSize, lengthSize)];
    at += extents * (indexSize + offsetSize + lengthSize);
  }
  return undefined;
}
