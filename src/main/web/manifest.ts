import { type Bytes, base64url, equal, fromBase64url, fromUtf8, utf8 } from "./bytes.ts";
import { type Token, jsonTokens } from "./json.ts";
import { refuses } from "./malformed.ts";

/** What a report says (spec: manifest). */
export interface Manifest {
  readonly form: Form | undefined;
  readonly answers: readonly Answer[];
  readonly text: string;
  /** The language the source was shown. */
  readonly language: string;
  readonly rs: Bytes;
  /** What the source agreed to, strictly ascending. */
  readonly consent: readonly string[];
  /** The eid of an earlier report, only if the source asks for the two to be connected. */
  readonly earlier: Bytes | undefined;
  readonly files: readonly Attached[];
}

/** A questionnaire of the roster. */
export interface Form {
  readonly id: string;
  readonly hash: Bytes;
}

export interface Answer {
  readonly id: string;
  readonly values: readonly string[];
}

/** A file as it follows the manifest. */
export interface Attached {
  readonly name: string;
  readonly type: string;
  readonly size: number;
  readonly hash: Bytes;
}

export type ManifestFlaw =
  | "TOO_LONG" | "BOM" | "UTF8" | "JSON" | "KEY" | "TYPE" | "BASE64" | "FILE_SIZE" | "SURROGATE" | "FORM" | "ANSWERS" | "TEXT" | "LANGUAGE"
  | "CONSENT" | "FILES" | "FILE_NAME" | "FILE_TYPE" | "NOT_CANONICAL";
const bad = refuses<ManifestFlaw>("manifest");

export const MAX_MANIFEST = 65_536;
export const MAX_FILES = 64;
const MAX_SIZE = 2 ** 30;
const CONTROL = /[\u0000-\u001f\u007f-\u009f]/;
const FORBIDDEN_IN_NAME = /[/\\\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]/;
const TYPE = /^[a-z0-9][a-z0-9!#$&^_.+-]{0,62}\/[a-z0-9][a-z0-9!#$&^_.+-]{0,62}$/;

/** The one encoding: what JSON.stringify writes for these keys in this order. Nothing is checked. */
export function encodeManifest(m: Manifest): Bytes {
  const { form, answers, text, language, rs, consent, earlier, files } = m;
  return utf8(
    JSON.stringify({
      form: form === undefined ? null : { id: form.id, hash: base64url(form.hash) },
      answers: answers.map(({ id, values }) => ({ id, values })),
      text,
      language,
      rs: base64url(rs),
      consent,
      earlier: earlier === undefined ? null : base64url(earlier),
      files: files.map(({ name, type, size, hash }) => ({ name, type, size, hash: base64url(hash) })),
    }),
  );
}

export function parseManifest(bytes: Bytes): Manifest {
  if (bytes.length > MAX_MANIFEST) throw bad("TOO_LONG");
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) throw bad("BOM");
  const text = fromUtf8(bytes);
  if (text === undefined) throw bad("UTF8");
  const manifest = read(jsonTokens(text, () => bad("JSON")));
  checkManifest(manifest);
  if (!equal(encodeManifest(manifest), bytes)) throw bad("NOT_CANONICAL");
  return manifest;
}

/** The limits, in the order of the page: what somebody who composes one asks before sealing. */
export function checkManifest(m: Manifest): void {
  const texts = [m.text, ...m.answers.flatMap((answer) => answer.values), ...m.files.map((file) => file.name)];
  require(texts.every(isWellFormed), "SURROGATE");
  require(m.form === undefined || isId(m.form.id), "FORM");
  require(m.answers.length <= 256 && (m.answers.length === 0 || m.form !== undefined), "ANSWERS");
  require(new Set(m.answers.map((answer) => answer.id)).size === m.answers.length, "ANSWERS");
  require(m.answers.every(({ id, values }) => isId(id) && values.length <= 64 && values.every(isText)), "ANSWERS");
  require(isText(m.text), "TEXT");
  require(/^[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}$/.test(m.language), "LANGUAGE");
  require(m.consent.length <= 16 && m.consent.every((id, i) => isId(id) && (i === 0 || m.consent[i - 1]! < id)), "CONSENT");
  require(m.files.length <= MAX_FILES, "FILES");
  const names = new Set<string>();
  for (const file of m.files) {
    require(isFileName(file.name) && !names.has(file.name), "FILE_NAME");
    names.add(file.name);
    require(isFileType(file.type), "FILE_TYPE");
    require(Number.isInteger(file.size) && file.size >= 0 && file.size <= MAX_SIZE, "FILE_SIZE");
  }
}

/** Whether a name can stand in a manifest. */
export function isFileName(name: string): boolean {
  return isWellFormed(name) && name !== "" && name !== "." && name !== ".." && utf8(name).length <= 255 && !FORBIDDEN_IN_NAME.test(name);
}

export function isFileType(type: string): boolean {
  return TYPE.test(type);
}

/** No control but tab and line feed. */
export function isText(text: string): boolean {
  return !CONTROL.test(text.replace(/[\t\n]/g, ""));
}

/** Whether there is no lone surrogate: what UTF-8 can write. */
export function isWellFormed(text: string): boolean {
  return !/\p{Surrogate}/u.test(text);
}

function isId(id: string): boolean {
  return /^[a-z0-9][a-z0-9._-]{0,63}$/.test(id);
}

/** Key by key, in order; what breaks the form is told as it is read. */
function read(next: () => Token): Manifest {
  const key = (name: string): void => {
    const token = next();
    require(token.kind === "key" && token.text === name, "KEY");
  };
  const value = (kind: Token["kind"]): string => {
    const token = next();
    require(token.kind === kind, "TYPE");
    return "text" in token ? token.text : "";
  };
  const end = (): void => require(next().kind === "}", "KEY");
  const string = (name: string): string => {
    key(name);
    return value("string");
  };
  const bytes = (name: string, length: number): Bytes => decoded(string(name), length);
  const strings = (): string[] => {
    value("[");
    const all: string[] = [];
    for (let token = next(); token.kind !== "]"; token = next()) {
      require(token.kind === "string", "TYPE");
      all.push("text" in token ? token.text : "");
    }
    return all;
  };
  const objects = <T>(each: () => T): T[] => {
    value("[");
    const all: T[] = [];
    for (let token = next(); token.kind !== "]"; token = next()) {
      require(token.kind === "{", "TYPE");
      all.push(each());
      end();
    }
    return all;
  };
  const size = (): number => {
    key("size");
    const digits = value("integer");
    require(/^[0-9]{1,10}$/.test(digits), "FILE_SIZE");
    return Number(digits);
  };
  const form = (): Form | undefined => {
    key("form");
    const token = next();
    if (token.kind === "null") return undefined;
    require(token.kind === "{", "TYPE");
    const read = { id: string("id"), hash: bytes("hash", 32) };
    end();
    return read;
  };
  const answers = (): Answer[] => {
    key("answers");
    return objects(() => {
      const id = string("id");
      key("values");
      return { id, values: strings() };
    });
  };
  const consent = (): string[] => {
    key("consent");
    return strings();
  };
  const earlier = (): Bytes | undefined => {
    key("earlier");
    const token = next();
    if (token.kind === "null") return undefined;
    require(token.kind === "string", "TYPE");
    return decoded(token.text, 16);
  };
  const files = (): Attached[] => {
    key("files");
    return objects(() => ({ name: string("name"), type: string("type"), size: size(), hash: bytes("hash", 32) }));
  };

  value("{");
  const manifest = {
    form: form(),
    answers: answers(),
    text: string("text"),
    language: string("language"),
    rs: bytes("rs", 32),
    consent: consent(),
    earlier: earlier(),
    files: files(),
  };
  end();
  require(next().kind === "end", "JSON");
  return manifest;
}

function decoded(text: string, length: number): Bytes {
  const bytes = fromBase64url(text);
  require(bytes !== undefined && bytes.length === length, "BASE64");
  return bytes;
}

function require(holds: boolean, flaw: ManifestFlaw): asserts holds {
  if (!holds) throw bad(flaw);
}
