import { refuses } from "./malformed.ts";

/** What can be wrong with questionnaires, as their page lists it (spec: questionnaire, "Refusals"). */
export type FormFlaw =
  | "TRUNCATED" | "TOO_LONG" | "FILES" | "UTF8" | "JSON" | "KEY" | "TYPE" | "LIMIT" | "ID" | "SAME_ID" | "FIELD_TYPE"
  | "REFERENCE" | "ORDER" | "ANSWERS" | "TEXT_MISSING" | "TEXT_UNKNOWN" | "TEXT";

export const badForm = refuses<FormFlaw>("questionnaire");

const TYPES = ["line", "text", "one", "many", "date", "place", "number", "yesno", "group"] as const;
export type FieldType = (typeof TYPES)[number];

/** Holds when the field has one of the values. */
export interface Condition {
  readonly field: string;
  readonly values: readonly string[];
}

/** A text shown while its condition holds, or always. */
export interface Advice {
  readonly id: string;
  readonly condition: Condition | undefined;
}

/** One question, or a group of questions that are asked up to `max` times. */
export interface Field {
  readonly id: string;
  readonly type: FieldType;
  /** Whether its texts say why it is asked. */
  readonly sensitive: boolean;
  /** Whether its texts are the core's. */
  readonly core: boolean;
  readonly condition: Condition | undefined;
  readonly options: readonly string[];
  readonly max: number;
  readonly fields: readonly Field[];
}

export interface Section {
  readonly id: string;
  readonly fields: readonly Field[];
}

/** What questionnaires share. */
export interface Core {
  readonly version: number;
  readonly sections: readonly string[];
  readonly consents: readonly string[];
  readonly mechanisms: readonly string[];
  readonly advice: readonly Advice[];
  readonly fields: readonly Field[];
}

/** One questionnaire; its texts and its hash are in the set it came with. */
export interface Structure {
  readonly id: string;
  readonly version: number;
  readonly place: number;
  readonly advice: readonly Advice[];
  readonly sections: readonly Section[];
  /** Per mechanism its elements, each a list of alternatives. */
  readonly required: ReadonlyMap<string, readonly (readonly string[])[]>;
}

/** What stands for the free text, the sealed identity and the files among required elements. */
export const BESIDES: readonly string[] = ["story", "identity", "files"];

const MAX_ANSWERS = 256;
const RESERVED = new Set("about advice consent direction files help identity language mechanism no one section story title unsure why yes".split(" "));

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Entries = ReadonlyMap<string, Json>;

/** All fields in the order in which they are asked. */
export function fieldsOf(form: Structure): readonly Field[] {
  return form.sections.flatMap((section) => section.fields);
}

/** The values a condition can ask for. */
export function choices(field: Field): readonly string[] {
  return field.type === "yesno" ? ["yes", "no", "unsure"] : field.options;
}

/** Exactly one JSON value of at most ten levels, no key twice. */
function json(text: string): Json {
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    throw badForm("JSON");
  }
  const written = [...text.matchAll(/"(?:[^"\\]|\\.)*"\s*(:?)/gu)].filter((string) => string[1] === ":").length;
  if (keys(value, 0) !== written) throw badForm("KEY");
  return value;
}

/** How many keys there are; JSON.parse keeps one of two that are equal, so the text has more. */
function keys(value: Json, depth: number): number {
  if (value === null || typeof value !== "object") return 0;
  if (depth === 10) throw badForm("JSON");
  const own = Array.isArray(value) ? 0 : Object.keys(value).length;
  return Object.values(value).reduce((sum: number, each: Json) => sum + keys(each, depth + 1), own);
}

function entries(value: Json | undefined): Entries {
  if (typeof value !== "object" || value === null || Array.isArray(value)) throw badForm("TYPE");
  return new Map(Object.entries(value));
}

function string(value: Json | undefined): string {
  if (typeof value !== "string") throw badForm("TYPE");
  return value;
}

function object(value: Json | undefined, wanted: readonly string[], optional: readonly string[] = []): Entries {
  const map = entries(value);
  for (const key of map.keys()) if (!wanted.includes(key) && !optional.includes(key)) throw badForm("KEY");
  if (wanted.some((key) => !map.has(key))) throw badForm("KEY");
  return map;
}

function list(value: Json | undefined, min: number, max: number): readonly Json[] {
  if (!Array.isArray(value)) throw badForm("TYPE");
  if (value.length < min || value.length > max) throw badForm("LIMIT");
  return value;
}

function integer(value: Json | undefined, min: number, max: number): number {
  if (typeof value !== "number" || !Number.isInteger(value)) throw badForm("TYPE");
  if (value < min || value > max) throw badForm("LIMIT");
  return value;
}

/** An id that is not among those seen, and now is. */
function newId(value: Json | undefined, seen: Set<string>): string {
  const id = string(value);
  if (!/^[a-z][a-z0-9-]{0,23}$/.test(id) || RESERVED.has(id)) throw badForm("ID");
  if (seen.has(id)) throw badForm("SAME_ID");
  seen.add(id);
  return id;
}

function ids(value: Json | undefined, min: number, max: number): readonly string[] {
  const seen = new Set<string>();
  return list(value, min, max).map((each) => newId(each, seen));
}

function conditionOf(owner: Entries): Condition | undefined {
  if (!owner.has("if")) return undefined;
  const asked = [...entries(owner.get("if"))];
  if (asked.length !== 1) throw badForm("KEY");
  const [field, values] = asked[0]!;
  return { field, values: list(values, 1, 32).map(string) };
}

/** A condition asks a field that can be asked, for values that it has, and that stands earlier. */
function checkCondition(condition: Condition | undefined, earlier: readonly Field[], all: readonly Field[]): void {
  if (condition === undefined) return;
  const field = all.find((each) => each.id === condition.field);
  if (field === undefined || condition.values.some((value) => !choices(field).includes(value))) throw badForm("REFERENCE");
  if (!earlier.includes(field)) throw badForm("ORDER");
}

function adviceOf(value: Json | undefined, seen: Set<string>): readonly Advice[] {
  return list(value, 0, 16).map((item) => {
    const map = object(item, ["id"], ["if"]);
    return { id: newId(map.get("id"), seen), condition: conditionOf(map) };
  });
}

function fieldOf(value: Json, seen: Set<string>, core: boolean, inGroup: boolean): Field {
  const name = entries(value).get("type");
  if (name === undefined) throw badForm("KEY");
  const type = TYPES.find((each) => each === string(name));
  if (type === undefined || (type === "group" && inGroup)) throw badForm("FIELD_TYPE");
  const choice = type === "one" || type === "many";
  const group = type === "group";
  const map = object(value, ["id", "type", ...(choice ? ["options"] : []), ...(group ? ["max", "fields"] : [])], group ? ["if"] : ["if", "sensitive"]);
  const id = newId(map.get("id"), seen);
  const sensitive = map.get("sensitive") ?? false;
  const options = choice ? ids(map.get("options"), 2, 32) : [];
  const max = group ? integer(map.get("max"), 2, 16) : 1;
  if (typeof sensitive !== "boolean") throw badForm("TYPE");
  return { id, type, sensitive, core, condition: conditionOf(map), options, max, fields: group ? groupFields(map.get("fields"), core) : [] };
}

function groupFields(value: Json | undefined, core: boolean): readonly Field[] {
  const seen = new Set<string>();
  const fields = list(value, 1, 16).map((item) => fieldOf(item, seen, core, true));
  fields.forEach((field, i) => checkCondition(field.condition, fields.slice(0, i), fields));
  return fields;
}

export function coreOf(text: string): Core {
  const root = object(json(text), ["version", "sections", "consents", "mechanisms", "advice", "fields"]);
  const version = integer(root.get("version"), 1, 65_535);
  const sections = ids(root.get("sections"), 0, 24);
  const consents = ids(root.get("consents"), 0, 16);
  const mechanisms = ids(root.get("mechanisms"), 0, 24);
  const advice = adviceOf(root.get("advice"), new Set());
  const seen = new Set<string>();
  const fields = list(root.get("fields"), 0, 128).map((item) => fieldOf(item, seen, true, false));
  for (const each of [...fields, ...advice]) checkCondition(each.condition, fields, fields);
  return { version, sections, consents, mechanisms, advice, fields };
}

/** One questionnaire's file, read over the core it refers to. */
export function structureOf(id: string, text: string, core: Core): Structure {
  const root = object(json(text), ["version", "place", "advice", "sections", "required"]);
  const version = integer(root.get("version"), 1, 65_535);
  const place = integer(root.get("place"), 1, 99);
  const advice = adviceOf(root.get("advice"), new Set(core.advice.map((each) => each.id)));
  const sections = sectionsOf(root.get("sections"), core);
  const fields = sections.flatMap((section) => section.fields);
  fields.forEach((field, i) => checkCondition(field.condition, fields.slice(0, i), fields));
  for (const each of advice) checkCondition(each.condition, fields, fields);
  const answers = fields.reduce((sum, field) => sum + (field.type === "group" ? field.max * field.fields.length : 1), 0);
  if (answers > MAX_ANSWERS) throw badForm("ANSWERS");
  return { id, version, place, advice, sections, required: requiredOf(root.get("required"), core, fields) };
}

function sectionsOf(value: Json | undefined, core: Core): readonly Section[] {
  const seen = new Set<string>();
  const asked = new Set<string>();
  return list(value, 1, 24).map((item) => {
    const map = object(item, ["id", "fields"]);
    const id = newId(map.get("id"), seen);
    if (!core.sections.includes(id)) throw badForm("REFERENCE");
    return { id, fields: list(map.get("fields"), 1, 128).map((each) => sectionField(each, asked, core)) };
  });
}

function sectionField(value: Json, asked: Set<string>, core: Core): Field {
  if (typeof value === "string") {
    const id = newId(value, asked);
    const field = core.fields.find((each) => each.id === id);
    if (field === undefined) throw badForm("REFERENCE");
    return field;
  }
  const field = fieldOf(value, asked, false, false);
  if (core.fields.some((each) => each.id === field.id)) throw badForm("SAME_ID");
  return field;
}

function requiredOf(value: Json | undefined, core: Core, fields: readonly Field[]): Structure["required"] {
  const known = new Set([...BESIDES, ...fields.flatMap((field) => (field.type === "group" ? field.fields.map((sub) => `${field.id}.${sub.id}`) : [field.id]))]);
  const required = new Map<string, readonly (readonly string[])[]>();
  for (const [mechanism, items] of entries(value)) {
    if (!core.mechanisms.includes(mechanism)) throw badForm("REFERENCE");
    const elements = list(items, 1, 32).map((item) => string(item).split("|"));
    if (elements.some((element) => element.length > 8)) throw badForm("LIMIT");
    if (elements.some((element) => element.some((alternative) => !known.has(alternative)))) throw badForm("REFERENCE");
    required.set(mechanism, elements);
  }
  return required;
}
