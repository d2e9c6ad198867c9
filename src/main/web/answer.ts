import { type Condition, type Field, type Structure, fieldsOf } from "./form-structure.ts";
import { refuses } from "./malformed.ts";
import { clean } from "./plain-text.ts";

/** What can be wrong with the answers of a manifest (spec: questionnaire, "Answers"). */
export type AnswerFlaw = "UNKNOWN" | "ORDER" | "GAP" | "HIDDEN" | "VALUES";

const bad = refuses<AnswerFlaw>("answers");

/** The values given for one question, as a manifest has them. */
export interface Answer {
  readonly id: string;
  readonly values: readonly string[];
}

/** What has been entered so far by answer id (`when`, `officer.1.badge`), tidy or not, shown or not. */
export type Entered = ReadonlyMap<string, readonly string[]>;

export const LINE_MAX = 200;
export const TEXT_MAX = 8_000;

/** Whether a field is asked now; for a field of a group, in its element of this prefix (`officer.1.`) and among its siblings. */
export function isShown(field: Field, siblings: readonly Field[], entered: Entered, prefix = ""): boolean {
  return field.condition === undefined || holds(field.condition, siblings, entered, prefix);
}

/** Whether a condition holds: the field it asks is shown and has one of the values. */
export function holds(condition: Condition, siblings: readonly Field[], entered: Entered, prefix = ""): boolean {
  const asked = siblings.find((each) => each.id === condition.field);
  if (asked === undefined || !isShown(asked, siblings, entered, prefix)) return false;
  return (entered.get(prefix + asked.id) ?? []).some((value) => condition.values.includes(value));
}

/** Ids of the advice to show now, the core's first. */
export function advice(form: Structure, core: { readonly advice: Structure["advice"] }, entered: Entered): string[] {
  const fields = fieldsOf(form);
  return [...core.advice, ...form.advice].filter((each) => each.condition === undefined || holds(each.condition, fields, entered)).map((each) => each.id);
}

/** A place's, a date's or a choice's values as they are sent: tidied, options in order, nothing where there is nothing. */
export function tidy(field: Field, values: readonly string[]): readonly string[] {
  switch (field.type) {
    case "one":
    case "many":
      return field.options.filter((option) => values.includes(option));
    case "text":
      return values.slice(0, 1).map(clean).filter((text) => text !== "");
    case "place": {
      const [place = "", area = ""] = values.map(oneLine);
      return area !== "" ? [place, area] : place !== "" ? [place] : [];
    }
    default:
      return values.slice(0, 1).map(oneLine).filter((text) => text !== "");
  }
}

function oneLine(text: string): string {
  return clean(text).replace(/\s+/g, " ");
}

/** A date's value: one day, month or year; with an end a range; with `".."` still going on. */
export function dateValue(from: string, to = ""): readonly string[] {
  if (from === "") return [];
  return [to === "" || to === from ? from : `${from}/${to}`];
}

/** The answers as a manifest has them: tidied, in order, hidden ones left out, elements of a group numbered from 1 without gaps. */
export function answersOf(form: Structure, entered: Entered): Answer[] {
  const fields = fieldsOf(form);
  return fields
    .filter((field) => isShown(field, fields, entered))
    .flatMap((field) => (field.type === "group" ? elementsOf(field, entered) : answer(field, field.id, entered)));
}

function elementsOf(group: Field, entered: Entered): Answer[] {
  let number = 0;
  const answers: Answer[] = [];
  for (let i = 1; i <= group.max; i++) {
    const prefix = `${group.id}.${i}.`;
    const shown = group.fields.filter((field) => isShown(field, group.fields, entered, prefix));
    const given = shown.flatMap((field) => answer(field, prefix + field.id, entered));
    if (given.length > 0) {
      number++;
      answers.push(...given.map((each) => ({ ...each, id: `${group.id}.${number}.${each.id.slice(prefix.length)}` })));
    }
  }
  return answers;
}

function answer(field: Field, id: string, entered: Entered): Answer[] {
  const values = tidy(field, entered.get(id) ?? []);
  return values.length === 0 ? [] : [{ id, values }];
}

interface Place {
  readonly field: Field;
  readonly siblings: readonly Field[];
  readonly prefix: string;
  readonly order: readonly [number, number, number];
  readonly group: string;
}

/** Checks the answers of a manifest: the first violation is told. */
export function checkAnswers(form: Structure, answers: readonly Answer[]): void {
  const given: Entered = new Map(answers.map((each) => [each.id, each.values]));
  const elements = new Set<string>();
  let last: Place["order"] = [-1, 0, 0];
  for (const each of answers) {
    const place = placeOf(form, each.id);
    if (place === undefined) throw bad("UNKNOWN");
    if (compare(last, place.order) >= 0) throw bad("ORDER");
    const number = place.order[1];
    if (number > 1 && !elements.has(`${place.group}.${number - 1}`)) throw bad("GAP");
    elements.add(`${place.group}.${number}`);
    if (!isReached(form, place, given)) throw bad("HIDDEN");
    if (!isValue(place.field, each.values)) throw bad("VALUES");
    last = place.order;
  }
}

function isReached(form: Structure, place: Place, given: Entered): boolean {
  const fields = fieldsOf(form);
  const group = fields.find((field) => field.id === place.group);
  return isShown(place.field, place.siblings, given, place.prefix) && (group === undefined || isShown(group, fields, given));
}

function compare(a: Place["order"], b: Place["order"]): number {
  return a[0] - b[0] || a[1] - b[1] || a[2] - b[2];
}

function placeOf(form: Structure, id: string): Place | undefined {
  const fields = fieldsOf(form);
  const parts = id.split(".");
  const index = fields.findIndex((field) => field.id === parts[0]);
  const top = fields[index];
  if (top === undefined || (top.type === "group" ? parts.length !== 3 : parts.length !== 1)) return undefined;
  if (top.type !== "group") return { field: top, siblings: fields, prefix: "", order: [index, 0, 0], group: "" };
  const number = /^[1-9][0-9]?$/.test(parts[1]!) ? Number(parts[1]) : 0;
  const inner = top.fields.findIndex((field) => field.id === parts[2]);
  if (number < 1 || number > top.max || inner < 0) return undefined;
  return { field: top.fields[inner]!, siblings: top.fields, prefix: `${top.id}.${number}.`, order: [index, number, inner], group: top.id };
}

/** Whether these are values a field of this type can have: what a client asks while somebody types, and a reader of what it opened. */
export function isValue(field: Field, values: readonly string[]): boolean {
  const [first = "", second] = values;
  switch (field.type) {
    case "one":
      return values.length === 1 && field.options.includes(first);
    case "many":
      return values.length > 0 && values.join() === field.options.filter((option) => values.includes(option)).join();
    case "yesno":
      return values.length === 1 && ["yes", "no", "unsure"].includes(first);
    case "number":
      return values.length === 1 && /^(?:0|[1-9][0-9]{0,8})$/.test(first);
    case "date":
      return values.length === 1 && isDate(first);
    case "line":
      return values.length === 1 && isLine(first);
    case "place":
      return values.length === 1 ? isLine(first) : values.length === 2 && (first === "" || isLine(first)) && isLine(second!);
    case "text":
      return values.length === 1 && isWithin(first, TEXT_MAX);
    case "group":
      return false;
  }
}

function isLine(text: string): boolean {
  return isWithin(text, LINE_MAX) && !/[\t\n]/.test(text);
}

function isWithin(text: string, max: number): boolean {
  const length = [...text].length;
  return length >= 1 && length <= max;
}

function isDate(text: string): boolean {
  const [from = "", to, more] = text.split("/");
  const first = days(from);
  if (first === undefined || more !== undefined) return false;
  if (to === undefined || to === "..") return true;
  const last = days(to);
  return last !== undefined && from !== to && first[0] <= last[1];
}

/** First and last day of a day, a month or a year; nothing where that is none. */
function days(text: string): readonly [string, string] | undefined {
  const parts = /^(19|20|21)[0-9]{2}(?:-(0[1-9]|1[0-2])(?:-([0-9]{2}))?)?$/.exec(text);
  if (parts === null) return undefined;
  const year = text.slice(0, 4);
  const month = parts[2];
  if (month === undefined) return [`${year}-01-01`, `${year}-12-31`];
  const length = String(new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate());
  const day = parts[3];
  if (day === undefined) return [`${year}-${month}-01`, `${year}-${month}-${length}`];
  return day >= "01" && day <= length ? [text, text] : undefined;
}
