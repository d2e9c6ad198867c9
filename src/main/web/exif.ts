// What the EXIF block of a photo says (TIFF 6.0, EXIF 2.3). Bounded: a few directories, no recursion, values cut.

/** One thing that a file says about its maker without showing it. An empty value: it is there, and not worth showing. */
export interface Finding {
  readonly what: "place" | "time" | "device" | "person" | "program" | "comment" | "preview" | "more";
  readonly value: string;
}

const MAX_ENTRIES = 512;
const MAX_VALUE = 200;
const SIZES = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];

const TAGS: Record<number, Finding["what"]> = {
  0x010e: "comment", 0x010f: "device", 0x0110: "device", 0x0131: "program", 0x0132: "time", 0x013b: "person", 0x013c: "device",
  0x8298: "person", 0x9003: "time", 0x9004: "time", 0x9286: "comment", 0x927c: "more", 0x9c9b: "comment", 0x9c9c: "comment",
  0x9c9d: "person", 0xa430: "person", 0xa431: "device", 0xa433: "device", 0xa434: "device", 0xa435: "device",
};
const EXIF_IFD = 0x8769;
const GPS_IFD = 0x8825;

interface Entry { readonly tag: number; readonly type: number; readonly count: number; readonly at: number; }

/** Reads a TIFF block; anything malformed ends the reading with what was found so far. */
export function exif(bytes: Uint8Array): Finding[] {
  const tiff = new Tiff(bytes);
  if (!tiff.valid()) return [];
  const found: Finding[] = [];
  const [first, next] = tiff.directory(tiff.u32(4));
  const further = [...first];
  for (const entry of first) {
    if (entry.tag === EXIF_IFD) further.push(...tiff.directory(tiff.u32(entry.at))[0]);
    if (entry.tag === GPS_IFD) found.push({ what: "place", value: place(tiff, tiff.directory(tiff.u32(entry.at))[0]) });
  }
  for (const entry of further) {
    const what = TAGS[entry.tag];
    if (what === undefined) continue;
    const value = what === "more" ? "" : tiff.text(entry);
    if (what === "more" || value !== "") found.push({ what, value });
  }
  if (next !== 0) found.push({ what: "preview", value: "" });
  return found;
}

/** Degrees with four decimals: within ten metres. */
function place(tiff: Tiff, gps: readonly Entry[]): string {
  const degrees = (tag: number, negative: string): string | undefined => {
    const sign = gps.find((entry) => entry.tag === tag - 1);
    const value = gps.find((entry) => entry.tag === tag && entry.type === 5 && entry.count === 3);
    if (sign === undefined || value === undefined) return undefined;
    const parts = [0, 8, 16].map((at) => tiff.u32(value.at + at) / tiff.u32(value.at + at + 4));
    const sum = (parts[0] ?? 0) + (parts[1] ?? 0) / 60 + (parts[2] ?? 0) / 3600;
    return Number.isFinite(sum) ? (tiff.text(sign) === negative ? -sum : sum).toFixed(4) : undefined;
  };
  const latitude = degrees(2, "S");
  const longitude = degrees(4, "W");
  return latitude === undefined || longitude === undefined ? "" : `${latitude}, ${longitude}`;
}

class Tiff {
  private readonly view: DataView;
  private readonly little: boolean;

  constructor(private readonly bytes: Uint8Array) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.little = bytes[0] === 0x49;
  }

  valid(): boolean {
    const order = this.u16(0);
    return this.bytes.length >= 14 && (order === 0x4949 || order === 0x4d4d) && this.u16(2) === 42;
  }

  u16(at: number): number {
    return at >= 0 && at + 2 <= this.bytes.length ? this.view.getUint16(at, this.little) : 0;
  }

  u32(at: number): number {
    return at >= 0 && at + 4 <= this.bytes.length ? this.view.getUint32(at, this.little) : 0;
  }

  /** The entries of a directory and where the next one is. */
  directory(at: number): [Entry[], number] {
    const count = this.u16(at);
    if (at < 8 || count > MAX_ENTRIES || at + 2 + 12 * count > this.bytes.length) return [[], 0];
    const entries: Entry[] = [];
    for (let i = 0; i < count; i++) {
      const here = at + 2 + 12 * i;
      const type = this.u16(here + 2);
      const length = (SIZES[type] ?? 0) * this.u32(here + 4);
      entries.push({ tag: this.u16(here), type, count: this.u32(here + 4), at: length > 4 ? this.u32(here + 8) : here + 8 });
    }
    return [entries, this.u32(at + 2 + 12 * count)];
  }

  text(entry: Entry): string {
    const end = Math.min(entry.at + entry.count * (SIZES[entry.type] ?? 0), entry.at + 2 * MAX_VALUE, this.bytes.length);
    if (![1, 2, 7].includes(entry.type) || entry.at >= end) return "";
    const raw = this.bytes.subarray(entry.at, end);
    const wide = entry.type === 1; // XPAuthor and its kin: UTF-16
    return clean(new TextDecoder(wide ? "utf-16le" : "utf-8").decode(raw).replace(/^(ASCII|UNICODE|JIS)\0+/, ""));
  }
}

/** Something to show: no controls, no direction marks, not long. */
export function clean(text: string): string {
  const shown = text.replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cn}\ufffd]+/gu, " ").trim();
  return shown.length > MAX_VALUE ? `${shown.slice(0, MAX_VALUE)}…` : shown;
}
