import { type Advice, type Core, type Field, type Structure, badForm, fieldsOf } from "./form-structure.ts";

/** The keys of one file of texts in the order of its lines, and which of them all languages have or none. */
export interface TextKeys {
  readonly keys: readonly string[];
  readonly optional: ReadonlySet<string>;
}

export type Texts = ReadonlyMap<string, string>;

export function coreKeys(core: Core): TextKeys {
  return collect([
    ...["language", "direction", "yes", "no", "unsure"].map(must), ...["story", "identity", "files"].flatMap(helped),
    ...core.sections.map((id) => must(`section.${id}`)), ...core.consents.flatMap((id) => helped(`consent.${id}`)),
    ...core.mechanisms.flatMap((id) => helped(`mechanism.${id}`)), ...adviceKeys(core.advice), ...core.fields.flatMap((field) => fieldKeys("", field)),
  ]);
}

export function structureKeys(form: Structure): TextKeys {
  const own = fieldsOf(form).filter((field) => !field.core);
  return collect([must("title"), must("about"), may("story.help"), ...adviceKeys(form.advice), ...own.flatMap((field) => fieldKeys("", field))]);
}

interface Key {
  readonly key: string;
  readonly optional: boolean;
}

const must = (key: string): Key => ({ key, optional: false });
const may = (key: string): Key => ({ key, optional: true });
const helped = (key: string): Key[] => [must(key), may(`${key}.help`)];

function collect(keys: readonly Key[]): TextKeys {
  return { keys: keys.map((each) => each.key), optional: new Set(keys.filter((each) => each.optional).map((each) => each.key)) };
}

function adviceKeys(advice: readonly Advice[]): Key[] {
  return advice.map((each) => must(`advice.${each.id}`));
}

function fieldKeys(prefix: string, field: Field): Key[] {
  const key = prefix + field.id;
  return [
    ...helped(key), ...(field.sensitive ? [must(`${key}.why`)] : []), ...field.options.map((option) => must(`${key}.${option}`)),
    ...(field.type === "group" ? [must(`${key}.one`)] : []), ...field.fields.flatMap((sub) => fieldKeys(`${key}.`, sub)),
  ];
}

/** A line for each key, empty where an optional one is not there. */
export function textsOf(text: string, wanted: TextKeys): Texts {
  const lines = text.split("\n");
  const texts = new Map<string, string>();
  wanted.keys.forEach((key, i) => {
    const line = lines[i] ?? "";
    if (line !== "" && !isText(key, line)) throw badForm("TEXT");
    if (line !== "") texts.set(key, line);
  });
  if (lines.length > wanted.keys.length && lines.slice(wanted.keys.length).join("\n") !== "") throw badForm("TEXT_UNKNOWN");
  if (lines.length <= wanted.keys.length) throw badForm("TEXT_MISSING");
  for (const key of wanted.keys) if (!texts.has(key) && !wanted.optional.has(key)) throw badForm("TEXT_MISSING");
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
