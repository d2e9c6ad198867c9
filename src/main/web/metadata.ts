// What a file is, by its content, and what it says of its maker without showing it. Reads a few places of the file, changes nothing.
import { pdf, zip } from "./documents.ts";
import type { Finding } from "./exif.ts";
import { heif, jpeg, png, webp, type Read } from "./images.ts";

export type { Finding } from "./exif.ts";

/** What was seen. `unread`: the format may carry more than this program can read. `image`: a browser can draw it, so a clean copy can be made. */
export interface Inspection {
  readonly type: string;
  readonly found: readonly Finding[];
  readonly unread: boolean;
  readonly image: boolean;
}

interface Magic { readonly at: number; readonly bytes: string; readonly type: string; }

const MAGIC: readonly Magic[] = [
  { at: 0, bytes: "\xff\xd8\xff", type: "image/jpeg" },
  { at: 0, bytes: "\x89PNG\r\n\x1a\n", type: "image/png" },
  { at: 0, bytes: "GIF8", type: "image/gif" },
  { at: 8, bytes: "WEBP", type: "image/webp" },
  { at: 8, bytes: "WAVE", type: "audio/wav" },
  { at: 4, bytes: "ftypheic", type: "image/heic" },
  { at: 4, bytes: "ftypheix", type: "image/heic" },
  { at: 4, bytes: "ftypmif1", type: "image/heic" },
  { at: 4, bytes: "ftypavif", type: "image/avif" },
  { at: 4, bytes: "ftypM4A", type: "audio/mp4" },
  { at: 4, bytes: "ftypqt", type: "video/quicktime" },
  { at: 4, bytes: "ftyp", type: "video/mp4" },
  { at: 0, bytes: "II*\0", type: "image/tiff" },
  { at: 0, bytes: "MM\0*", type: "image/tiff" },
  { at: 0, bytes: "%PDF-", type: "application/pdf" },
  { at: 0, bytes: "PK\x03\x04", type: "application/zip" },
  { at: 0, bytes: "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", type: "application/x-ole-storage" },
  { at: 0, bytes: "\x1aE\xdf\xa3", type: "video/webm" },
  { at: 0, bytes: "OggS", type: "audio/ogg" },
  { at: 0, bytes: "ID3", type: "audio/mpeg" },
  { at: 0, bytes: "\xff\xfb", type: "audio/mpeg" },
  { at: 0, bytes: "7z\xbc\xaf\x27\x1c", type: "application/x-7z-compressed" },
  { at: 0, bytes: "Rar!", type: "application/vnd.rar" },
  { at: 0, bytes: "{\\rtf", type: "application/rtf" },
];

/** Looks at a file. Never refuses one: what cannot be told is `application/octet-stream` and unread. */
export async function inspect(file: Blob): Promise<Inspection> {
  const read: Read = async (from, length) => new Uint8Array(await file.slice(from, from + Math.max(0, length)).arrayBuffer());
  const start = await read(0, 512);
  const latin = String.fromCharCode(...start);
  const type = MAGIC.find((magic) => latin.startsWith(magic.bytes, magic.at))?.type ?? (isText(start, file.size) ? "text/plain" : "application/octet-stream");
  const seen = (found: readonly Finding[], unread = false, image = false, as = type): Inspection => ({ type: as, found, unread, image });
  switch (type) {
    case "image/jpeg": return seen(await jpeg(read), false, true);
    case "image/png": return seen(await png(read), false, true);
    case "image/webp": return seen(await webp(read), false, true);
    case "image/heic": return seen(await heif(read), false, false);
    case "image/avif": return seen(await heif(read), false, true);
    case "image/gif": return seen([], true, true);
    case "text/plain": return seen([]);
    case "application/pdf": {
      const { found, unread } = await pdf(read, file.size);
      return seen(found, unread);
    }
    case "application/zip": {
      const { type: as, found, unread } = await zip(read, file.size);
      return seen(found, unread, false, as);
    }
    default: return seen([], true);
  }
}

/** UTF-8 without controls, as far as one looks; a character may be cut at the end of the look. */
function isText(start: Uint8Array, size: number): boolean {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(start, { stream: size > start.length });
    return !/[\0-\x08\x0e-\x1f]/.test(text);
  } catch {
    return false;
  }
}
