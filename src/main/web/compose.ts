// From what was written to what is sealed: file names, types by content, and how much room it takes.
import { answersOf } from "./answer.ts";
import type { Attachment } from "./attachments.ts";
import { EMPTY } from "./bytes.ts";
import type { Attached, OpenDraft } from "./draft.ts";
import { type Bucket, BUCKETS, room, smallestFor } from "./envelope.ts";
import { encodeManifest, isFileName, MAX_MANIFEST } from "./manifest.ts";
import { clean } from "./plain-text.ts";
import type { Roster } from "./roster.ts";
import type { Draft } from "./seal.ts";
import type { Texts } from "./texts.ts";

const EXTENSIONS: Readonly<Record<string, string>> = {
  "image/jpeg": "jpg", "image/png": "png", "image/gif": "gif", "image/webp": "webp", "image/heic": "heic", "image/avif": "avif", "image/tiff": "tif",
  "application/pdf": "pdf", "application/zip": "zip", "text/plain": "txt", "video/mp4": "mp4", "video/quicktime": "mov", "audio/mpeg": "mp3", "audio/ogg": "ogg",
};
const LONGEST_NAME = 100;

/** The draft as it is sealed. `language` is the one that the source was shown. */
export function compose(open: OpenDraft, texts: Texts): Draft {
  return {
    form: open.form === undefined ? undefined : { id: open.form.id, hash: open.form.hash },
    answers: open.form === undefined ? [] : answersOf(open.form, open.answers),
    text: clean(open.story),
    language: texts.language,
    consent: [...open.consent].sort(),
    identity: clean(open.identity),
    excluded: [...open.excluded].sort((a, b) => a - b),
    files: open.files.flatMap((one, i) => attachments(one, i, open.namesHidden, texts)),
    earlier: open.earlier,
  };
}

/** The original, the clean copy or both, each with the type that its content says. */
function attachments(one: Attached, i: number, hidden: boolean, texts: Texts): Attachment[] {
  const type = one.seen.type;
  const own = hidden ? `${texts.say("files.name")}-${i + 1}${extension(type, one.file.name)}` : safe(one.file.name, i, texts);
  const list: Attachment[] = [];
  if (one.keep !== "clean") list.push({ name: own, blob: one.file.slice(0, one.file.size, type) });
  if (one.keep !== "original" && one.clean !== undefined) {
    list.push({ name: `${own.replace(/\.[^.]*$/, "")}-${texts.say("files.name.clean")}${extension(one.clean.type, "")}`, blob: one.clean });
  }
  return list;
}

function extension(type: string, name: string): string {
  const known = EXTENSIONS[type] ?? /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1];
  return known === undefined ? "" : `.${known}`;
}

/** A name that a report can carry; what it cannot becomes `_`. */
function safe(name: string, i: number, texts: Texts): string {
  const end = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? "";
  const start = name.slice(0, name.length - end.length).replace(/[/\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, "_").slice(0, LONGEST_NAME - end.length);
  const made = (start + end).normalize("NFC");
  return isFileName(made) ? made : `${texts.say("files.name")}-${i + 1}`;
}

/** The largest envelope the server takes, as far as it said so: of this code or of the largest there is. */
export function largestBucket(code: number | undefined): Bucket {
  return BUCKETS[code ?? BUCKETS.length - 1] ?? BUCKETS[BUCKETS.length - 1]!;
}

/** How large it is, seen from outside and from inside. `over`: bytes of text too many; no bucket: the files are too large; `largest`: bytes that fit. */
export interface Size { readonly bucket: Bucket | undefined; readonly room: number; readonly over: number; readonly largest: number; }

export function measure(open: OpenDraft, roster: Roster, texts: Texts, last: Bucket): Size {
  const draft = compose(open, texts);
  const n = roster.members.length;
  const blank = new Uint8Array(32);
  const files = draft.files.map(({ name, blob }) => ({ name, type: blob.type, size: blob.size, hash: blank }));
  const manifest = encodeManifest({ ...draft, form: draft.form && { ...draft.form, hash: blank }, rs: blank, earlier: draft.earlier ?? EMPTY.slice(), files });
  const total = 4 + manifest.length + files.reduce((sum, file) => sum + file.size, 0);
  const fits = smallestFor(total, n);
  const bucket = fits !== undefined && fits.code <= last.code ? fits : undefined;
  return { bucket, room: bucket === undefined ? 0 : room(bucket, n) - total, over: manifest.length - MAX_MANIFEST, largest: room(last, n) };
}
