import { type Bytes, concat, fromUtf8, u32, u8, utf8 } from "./bytes.ts";
import { badForm, coreOf, structureOf } from "./form-structure.ts";
import { coreKeys, structureKeys, type TextKeys } from "./form-text.ts";

// From the folder that people write to the pack that clients get (spec: questionnaire, "Files"). For the build, which puts the shipped ones into the page
// that works without a network; a server packs its own.

/** `files` are those of the folder by name, such as `es/core.json`. */
export function packForms(files: ReadonlyMap<string, Bytes>): Bytes {
  const text = (name: string): string => fromUtf8(files.get(name) ?? new Uint8Array()) ?? "";
  const core = coreOf(text("core.json"));
  const keys = new Map<string, TextKeys>([["core", coreKeys(core)]]);
  const ids = [...files.keys()].filter((name) => !name.includes("/") && name !== "core.json").map((name) => name.replace(".json", ""));
  for (const id of ids) keys.set(id, structureKeys(structureOf(id, text(`${id}.json`), core)));
  const entries = [...files].map(([name, bytes]): [string, Bytes] => {
    const [, language, id = ""] = /^(?:(.*)\/)?(.*)\.json$/.exec(name) ?? [];
    return language === undefined ? [name, bytes] : [`${language}/${id}.txt`, lines(text(name), keys.get(id))];
  });
  return concat(...entries.sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([name, bytes]) => [u8(name.length), utf8(name), u32(bytes.length), bytes]));
}

/** Texts in the order of their keys, one a line, an empty one for an optional text that is not there. */
function lines(json: string, wanted: TextKeys | undefined): Bytes {
  const texts = JSON.parse(json) as Record<string, string>;
  if (wanted === undefined) throw badForm("FILES");
  for (const key of Object.keys(texts)) if (!wanted.keys.includes(key)) throw badForm("TEXT_UNKNOWN");
  return utf8(wanted.keys.map((key) => `${texts[key] ?? ""}\n`).join(""));
}
