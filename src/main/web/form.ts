import { type Bytes, concat, equal, fromUtf8, u8, utf8 } from "./bytes.ts";
import { h, sha256Small } from "./derive.ts";
import { type Core, type Structure, badForm, coreOf, structureOf } from "./form-structure.ts";
import { type TextKeys, type Texts, coreKeys, sameInAll, structureKeys, textsOf } from "./form-text.ts";
import { reader } from "./reader.ts";

const MAX_FILE = 64 * 1024;
const MAX_PACK = 1 << 20;
const NAME = /^(?:([a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,3})\/)?([a-z][a-z0-9-]{0,23})\.(?:json|txt)$/;
const CORE = "core";

/** A questionnaire and its hash. */
export interface Form extends Structure {
  readonly hash: Bytes;
}

/** All questionnaires in all languages, checked (spec: questionnaire). */
export interface Forms {
  readonly core: Core;
  /** By place, then id. */
  readonly all: readonly Form[];
  /** Ascending. */
  readonly languages: readonly string[];
  /** A text of the core or, with a form, the form's own first; nothing where an optional one is not there. */
  text(language: string, key: string, form?: Structure): string | undefined;
}

/** Reads a pack: everything in it is checked, and nothing of it believed before {@link offered} has compared its hashes with a roster. */
export function readForms(pack: Uint8Array): Forms {
  const files = unpack(pack);
  const { ids, languages } = namesOf(files);
  const text = (name: string): string => textOf(files, name);
  const core = coreOf(text(`${CORE}.json`));
  const structures = ids.map((id) => structureOf(id, text(`${id}.json`), core));
  const texts = new Map<string, Texts>();
  const readTexts = (id: string, keys: TextKeys): void => {
    const read = languages.map((language) => textsOf(text(`${language}/${id}.txt`), keys));
    sameInAll(read);
    languages.forEach((language, i) => texts.set(`${language}/${id}`, read[i]!));
  };
  readTexts(CORE, coreKeys(core));
  for (const structure of structures) readTexts(structure.id, structureKeys(structure));
  const hash = hasher(files, languages);
  const all = structures.map((structure) => ({ ...structure, hash: hash(structure.id) })).sort((a, b) => a.place - b.place || (a.id < b.id ? -1 : 1));
  return {
    core, all, languages,
    text: (language, key, form) => (form && texts.get(`${language}/${form.id}`)?.get(key)) ?? texts.get(`${language}/${CORE}`)?.get(key),
  };
}

/** The questionnaires a roster lists under exactly this hash, and the ids of those it lists that are missing or were altered in any language. */
export function offered(forms: Forms, listed: readonly { readonly id: string; readonly hash: Uint8Array }[]): { readonly offered: readonly Form[]; readonly refused: readonly string[] } {
  const good = forms.all.filter((form) => listed.some((line) => line.id === form.id && equal(line.hash, form.hash)));
  return { offered: good, refused: listed.map((line) => line.id).filter((id) => !good.some((form) => form.id === id)) };
}

function unpack(pack: Uint8Array): ReadonlyMap<string, Bytes> {
  if (pack.length > MAX_PACK) throw badForm("TOO_LONG");
  const files = new Map<string, Bytes>();
  const input = reader(pack, () => badForm("TRUNCATED"));
  let last = "";
  while (input.left() > 0) {
    const name = String.fromCharCode(...input.take(input.u8()));
    if (name <= last || !NAME.test(name)) throw badForm("FILES");
    const length = input.u32();
    if (length > MAX_FILE) throw badForm("TOO_LONG");
    files.set(name, input.take(length));
    last = name;
  }
  return files;
}

/** Every questionnaire in every language, the core too, and nothing else. */
function namesOf(files: ReadonlyMap<string, Bytes>): { ids: readonly string[]; languages: readonly string[] } {
  const names = [...files.keys()].map((name) => NAME.exec(name)!);
  const ids = names.flatMap((name) => (name[1] === undefined && name[2] !== CORE ? [name[2]!] : []));
  const languages = [...new Set(names.flatMap((name) => name[1] ?? []))].sort();
  const wanted = [CORE, ...ids].flatMap((id) => [`${id}.json`, ...languages.map((language) => `${language}/${id}.txt`)]);
  const counts = ids.length >= 1 && ids.length <= 31 && languages.length >= 1 && languages.length <= 24;
  if (!counts || wanted.length !== files.size || wanted.some((name) => !files.has(name))) throw badForm("FILES");
  return { ids, languages };
}

function textOf(files: ReadonlyMap<string, Bytes>, name: string): string {
  const text = fromUtf8(files.get(name)!);
  if (text === undefined || text.startsWith("\ufeff")) throw badForm("UTF8");
  return text;
}

/** form_hash: H("form" | entry(core.json) | entry(ID.json) | for each language the texts of both). */
function hasher(files: ReadonlyMap<string, Bytes>, languages: readonly string[]): (id: string) => Bytes {
  const file = (folder: string, id: string): string => `${folder}${id}.${folder === "" ? "json" : "txt"}`;
  const entry = (name: string): Bytes => concat(u8(name.length), utf8(name), sha256Small(files.get(name)!));
  const cores = new Map(["", ...languages.map((language) => `${language}/`)].map((folder) => [folder, entry(file(folder, CORE))]));
  return (id) => h("form", ...[...cores].flatMap(([folder, core]) => [core, entry(file(folder, id))]));
}
