import { type Advice, type Core, type Field, type Structure, badForm, entries, fieldsOf, json, string } from "./form-structure.ts";

/** The keys of one text file: those its structure asks for, and those that all languages have or none. */
export interface TextKeys {
  readonly keys: ReadonlySet<string>;
  readonly optional: ReadonlySet<string>;
}

export type Texts = ReadonlyMap<string, string>;

export function coreKeys(core: Core): TextKeys {
  const helped = [...core.consents.map((id) => `consent.${id}`), ...core.mechanisms.map((id) => `mechanism.${id}`)];
  const fields = core.fields.map((field) => fieldKeys("", field));
  return {
    keys: new Set([
      "language", "direction", "yes", "no", "unsure", "story", "identity", "files",
      ...core.sections.map((id) => `section.${id}`), ...helped, ...adviceKeys(core.advice), ...fields.flatMap((each) => each.keys),
    ]),
    optional: new Set(["story.help", "identity.help", "files.help", ...helped.map((key) => `${key}.help`), ...fields.flatMap((each) => each.optional)]),
  };
}

export function structureKeys(form: Structure): TextKeys {
  const fields = fieldsOf(form).filter((field) => !field.core).map((field) => fieldKeys("", field));
  return {
    keys: new Set(["title", "about", ...adviceKeys(form.advice), ...fields.flatMap((each) => each.keys)]),
    optional: new Set(["story.help", ...fields.flatMap((each) => each.optional)]),
  };
}

function adviceKeys(advice: readonly Advice[]): string[] {
  return advice.map((each) => `advice.${each.id}`);
}

function fieldKeys(prefix: string, field: Field): { keys: string[]; optional: string[] } {
  const key = prefix + field.id;
  const inner = field.fields.map((sub) => fieldKeys(`${key}.`, sub));
  return {
    keys: [
      key, ...(field.sensitive ? [`${key}.why`] : []), ...field.options.map((option) => `${key}.${option}`),
      ...(field.type === "group" ? [`${key}.one`] : []), ...inner.flatMap((each) => each.keys),
    ],
    optional: [`${key}.help`, ...inner.flatMap((each) => each.optional)],
  };
}

export function textsOf(text: string, wanted: TextKeys): Texts {
  const texts = new Map<string, string>();
  for (const [key, value] of entries(json(text))) {
    if (!wanted.keys.has(key) && !wanted.optional.has(key)) throw badForm("TEXT_UNKNOWN");
    if (!isText(key, string(value))) throw badForm("TEXT");
    texts.set(key, string(value));
  }
  for (const key of wanted.keys) if (!texts.has(key)) throw badForm("TEXT_MISSING");
  return texts;
}

/** What one language has of what it need not have, all must have. */
export function sameInAll(languages: readonly Texts[]): void {
  const any = new Set(languages.flatMap((texts) => [...texts.keys()]));
  for (const texts of languages) for (const key of any) if (!texts.has(key)) throw badForm("TEXT_MISSING");
}

function isText(key: string, text: string): boolean {
  const long = /\.(?:help|why)$|^(?:advice|consent)\./.test(key) || key === "about";
  const length = [...text].length;
  return (
    length >= 1 && length <= (long ? 600 : 160) && !text.startsWith(" ") && !text.endsWith(" ") &&
    !/[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]|\p{Surrogate}/u.test(text) &&
    (key !== "direction" || text === "ltr" || text === "rtl")
  );
}
