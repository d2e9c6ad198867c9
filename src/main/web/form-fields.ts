// The questions of a questionnaire as things to fill in. What is entered goes into one map by answer id; what is not shown stays in it and is not sent.
import { dateValue, type Entered, isShown, LINE_MAX, TEXT_MAX } from "./answer.ts";
import { choices, type Field } from "./form-structure.ts";
import { h, type Content } from "./h.ts";
import type { Page } from "./page.ts";
import { button, field as textField, hint, newId, QUIET, tick } from "./parts.ts";
import type { Texts } from "./texts.ts";

/** What a question needs to know of the form it stands in. */
export interface Asking {
  readonly page: Page;
  readonly entered: Map<string, readonly string[]>;
  /** A text of the questionnaire; empty where there is none. */
  text(key: string): string;
  /** Something was entered: conditions may hold or not hold any more. */
  changed(): void;
}

/** A question on the page, and the condition under which it is there. */
export interface Asked { readonly element: HTMLElement; refresh(): void; }

/** One question. `prefix` is that of its group's element, `key` that of its texts. */
export function ask(asking: Asking, field: Field, siblings: readonly Field[], prefix = "", keyPrefix = ""): Asked {
  const id = prefix + field.id;
  const key = keyPrefix + field.id;
  const inner: Asked[] = [];
  const element = h("div", { class: "question" }, render(asking, field, id, key, inner));
  return {
    element,
    refresh(): void {
      element.hidden = !isShown(field, siblings, asking.entered as Entered, prefix);
      for (const one of inner) one.refresh();
    },
  };
}

function render(asking: Asking, field: Field, id: string, key: string, inner: Asked[]): Content {
  const { page, entered } = asking;
  const label = asking.text(key);
  const help = [asking.text(`${key}.help`), field.sensitive ? `${page.say("sensitive.why")}: ${asking.text(`${key}.why`)}` : ""].filter((text) => text !== "").join(" ");
  const set = (values: readonly string[]): void => {
    if (values.some((value) => value !== "")) entered.set(id, values);
    else entered.delete(id);
    asking.changed();
  };
  const now = (): readonly string[] => entered.get(id) ?? [];
  switch (field.type) {
    case "line": return textField(label, now()[0] ?? "", (value) => set([value]), { help, attributes: { maxlength: LINE_MAX, "data-answer": id } });
    case "text": return textField(label, now()[0] ?? "", (value) => set([value]), { long: true, help, attributes: { maxlength: TEXT_MAX, "data-answer": id } });
    case "number": return textField(label, now()[0] ?? "", (value) => set([value]), { help, attributes: { maxlength: 9, inputmode: "numeric", "data-answer": id } });
    case "one":
    case "yesno": {
      const pick = (value: string): HTMLElement => tick("radio", id, optionText(asking, field, key, value), (now()[0] ?? "") === value, () => set([value]));
      return together(label, help, [...choices(field).map(pick), tick("radio", id, page.say("choose.none"), now().length === 0, () => set([]))], id);
    }
    case "many": return together(label, help, choices(field).map((value) => tick("checkbox", `${id}.${value}`, optionText(asking, field, key, value), now().includes(value), (on) =>
      set(on ? [...now(), value] : now().filter((one) => one !== value)))), id);
    case "place": return together(label, help, [
      textField(page.say("place.where"), now()[0] ?? "", (value) => set([value, now()[1] ?? ""]), { attributes: { maxlength: LINE_MAX, "data-answer": id } }),
      textField(page.say("place.area"), now()[1] ?? "", (value) => set([now()[0] ?? "", value]), { attributes: { maxlength: LINE_MAX } })], id);
    case "date": return dateField(page, label, help, now()[0] ?? "", (value) => set(value === "" ? [] : [value]), id);
    case "group": return group(asking, field, key, label, help, inner);
  }
}

function optionText(asking: Asking, field: Field, key: string, value: string): string {
  return asking.text(field.type === "yesno" ? value : `${key}.${value}`);
}

function together(label: string, help: string, content: readonly Content[], id: string): HTMLElement {
  const described = newId();
  return h("fieldset", { "data-answer": id, ...(help === "" ? {} : { "aria-describedby": described }) }, h("legend", {}, label), help !== "" && hint(help, described), h("div", {}, ...content));
}

/** Day, month and year, each of which may be left out from the left; an end, or that it still goes on. */
function dateField(page: Page, label: string, help: string, value: string, set: (value: string) => void, id: string): HTMLElement {
  const [from = "", to = ""] = value.split("/");
  const state = { from, to, until: to !== "" && to !== "..", going: to === ".." };
  const changed = (): void => set(dateValue(state.from, state.going ? ".." : state.until ? state.to : "")[0] ?? "");
  const end = h("fieldset", { hidden: !state.until }, h("legend", {}, page.say("date.end")), parts(page, state.until ? to : "", (text) => { state.to = text; changed(); }));
  return together(label, `${help} ${page.say("date.how")}`.trim(), [
    parts(page, from, (text) => { state.from = text; changed(); }),
    tick("checkbox", `${id}.going`, page.say("date.going"), state.going, (on) => { state.going = on; changed(); }),
    tick("checkbox", `${id}.until`, page.say("date.until"), state.until, (on) => { state.until = on; end.hidden = !on; changed(); }),
    end,
  ], id);
}

function parts(page: Page, value: string, set: (text: string) => void): HTMLElement {
  const [year = "", month = "", day = ""] = value.split("-");
  const state = { year, month, day };
  const changed = (): void => {
    const two = (text: string): string => text.padStart(2, "0");
    const text = [state.year, state.month, state.day === "" ? "" : two(state.day)].join("-").replace(/-+$/, "");
    set(text);
  };
  const small = (label: string, of: "day" | "year", length: number): HTMLElement => {
    const input = h("input", { id: newId(), type: "text", inputmode: "numeric", maxlength: length, ...QUIET });
    input.value = state[of].replace(/^0/, "");
    input.addEventListener("input", () => { state[of] = digits(input.value); changed(); });
    return h("div", {}, h("label", { for: input.id }, label), input);
  };
  const select = h("select", { id: newId(), autocomplete: "off" }, h("option", { value: "" }, "—"), monthNames(page.texts).map((name, i) =>
    h("option", { value: String(i + 1).padStart(2, "0"), selected: month === String(i + 1).padStart(2, "0") }, name)));
  select.addEventListener("change", () => { state.month = select.value; changed(); });
  return h("div", { class: "date" }, small(page.say("date.day"), "day", 2), h("div", {}, h("label", { for: select.id }, page.say("date.month")), select), small(page.say("date.year"), "year", 4));
}

/** Arabic and Persian digits too. */
function digits(typed: string): string {
  return typed.trim().replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => String(digit.charCodeAt(0) & 15));
}

function monthNames(texts: Texts): string[] {
  const name = new Intl.DateTimeFormat(texts.language, { month: "long", timeZone: "UTC" });
  return Array.from({ length: 12 }, (_, i) => name.format(new Date(Date.UTC(2026, i, 15))));
}

/** Elements of a group: one to begin with, more on demand, each with a number that is free. */
function group(asking: Asking, field: Field, key: string, label: string, help: string, inner: Asked[]): HTMLElement {
  const { page, entered } = asking;
  const elements = h("div", {});
  const more = button(page.say("group.add"), () => {
    const free = Array.from({ length: field.max }, (_, i) => i + 1).find((i) => !shown.has(i));
    if (free !== undefined) add(free)?.querySelector<HTMLElement>("input, textarea, select")?.focus();
  });
  const shown = new Set<number>();
  const add = (i: number): HTMLElement => {
    shown.add(i);
    const prefix = `${field.id}.${i}.`;
    const asked = field.fields.map((sub) => ask(asking, sub, field.fields, prefix, `${key}.`));
    inner.push(...asked);
    const element = h("fieldset", { class: "card" }, h("legend", {}, `${asking.text(`${key}.one`)} ${page.texts.number(i)}`), asked.map((one) => one.element),
      button(page.say("group.remove"), () => {
        for (const name of [...entered.keys()]) if (name.startsWith(prefix)) entered.delete(name);
        shown.delete(i);
        element.remove();
        more.hidden = false;
        more.focus();
        asking.changed();
      }, { "aria-label": `${page.say("group.remove")}: ${asking.text(`${key}.one`)} ${page.texts.number(i)}` }));
    elements.append(element);
    more.hidden = shown.size >= field.max;
    for (const one of asked) one.refresh();
    return element;
  };
  const used = new Set([1, ...[...entered.keys()].filter((name) => name.startsWith(`${field.id}.`)).map((name) => Number(name.split(".")[1]))]);
  for (const i of [...used].sort((a, b) => a - b)) add(i);
  return h("div", {}, h("h3", {}, label), help !== "" && hint(help), elements, h("p", {}, more));
}
