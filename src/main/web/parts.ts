// Pieces that several views share.
import { h, type Attributes, type Content } from "./h.ts";
import type { Page, View } from "./page.ts";
import type { Key } from "./texts.ts";

let ids = 0;

/** An id for labels and descriptions, new each time. */
export function newId(): string {
  ids += 1;
  return `i${ids}`;
}

export function button(text: string, act: () => void, attributes: Attributes = {}): HTMLButtonElement {
  return h("button", { type: "button", ...attributes, onclick: act }, text);
}

/** The one thing that most people will do next. */
export function mainButton(text: string, act: () => void): HTMLButtonElement {
  return button(text, act, { class: "main" });
}

/** A way forward and a way back, in this order for the eye and the keyboard. */
export function actions(...buttons: readonly Content[]): HTMLElement {
  return h("div", { class: "actions" }, ...buttons);
}

export function back(page: Page, view: View): HTMLButtonElement {
  return button(page.say("back"), () => page.show(view));
}

/** A text that stands under another as its explanation. */
export function hint(text: string, id = ""): HTMLElement {
  return h("p", id === "" ? { class: "hint" } : { class: "hint", id }, text);
}

/** A message that is spoken as soon as it has a text. */
export interface Alert { readonly element: HTMLElement; readonly id: string; say(text: string): void; }

export function alert(): Alert {
  const id = newId();
  const element = h("p", { id, class: "error", role: "alert", hidden: true });
  return {
    element,
    id,
    say(text: string): void {
      element.textContent = text;
      element.hidden = text === "";
    },
  };
}

/** A checkbox or radio button in a box as large as its text. */
export function tick(type: "checkbox" | "radio", name: string, text: string, checked: boolean, change: (on: boolean) => void, help = ""): HTMLLabelElement {
  const id = newId();
  const input = h("input", { type, name, checked, ...(help === "" ? {} : { "aria-describedby": id }) });
  input.addEventListener("change", () => change(input.checked));
  return h("label", { class: "tick" }, input, h("span", {}, text), help !== "" && h("span"), help !== "" && h("span", { class: "hint", id }, help));
}

/** Attributes of every field that takes text: nothing is kept, sent to a spelling service or changed by the browser. */
export const QUIET: Attributes = { autocomplete: "off", autocorrect: "off", autocapitalize: "off", spellcheck: "false", translate: "no" };

/** A labelled text field. */
export function field(label: string, value: string, change: (value: string) => void, options: { readonly long?: boolean; readonly help?: string; readonly attributes?: Attributes } = {}): HTMLElement {
  const id = newId();
  const help = options.help ?? "";
  const described = [help === "" ? "" : `${id}-h`, options.attributes?.["aria-describedby"] ?? ""].join(" ").trim();
  const attributes = { id, ...QUIET, ...options.attributes, "aria-describedby": described !== "" && described };
  const input = options.long === true ? h("textarea", { class: "long", dir: "auto", ...attributes }) : h("input", { type: "text", dir: "auto", ...attributes });
  input.value = value;
  input.addEventListener("input", () => change(input.value));
  return h("div", {}, h("label", { for: id }, label), help !== "" && hint(help, `${id}-h`), input);
}

/** The steps of a report's way, and where one is. */
const STEPS = ["people", "questions", "files", "identity", "review", "words", "send"] as const;

export type Step = (typeof STEPS)[number];

export function step(page: Page, at: Step): HTMLElement {
  const known = page.draft.further || (page.session.root !== undefined && at !== "send");
  const steps = known ? STEPS.filter((one) => one !== "words") : STEPS;
  const n = steps.findIndex((one) => one === at) + 1;
  return h("div", {},
    h("p", { class: "step" }, page.say("step", { n, of: steps.length })),
    h("ol", { class: "track", "aria-hidden": "true" }, steps.map((_, i) => h("li", { class: i < n ? "past" : "next" }))));
}

export function points(page: Page, keys: readonly Key[]): HTMLElement {
  return h("ul", { class: "points" }, keys.map((key) => h("li", {}, page.say(key))));
}

/** A box that stands out; `kind` chooses its colour, never alone its meaning. */
export function note(kind: "" | "warn" | "stop", ...content: readonly Content[]): HTMLElement {
  return h("div", { class: `note ${kind}`.trim() }, ...content);
}
