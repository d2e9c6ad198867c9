// Coming back: twelve words, typed or pasted, with completion from the lists. They do not leave this machine.
import { h, type Content } from "./h.ts";
import type { Page, View } from "./page.ts";
import { actions, alert, back, newId, QUIET } from "./parts.ts";
import { renewView, retried } from "./renew-view.ts";
import { statusView } from "./status-view.ts";
import { stopView } from "./stop-view.ts";
import { welcomeView } from "./welcome-view.ts";
import { BadPhrase, type CodePhrase, parsePhrase } from "./words.ts";

const COUNT = 12;

export function enterView(page: Page): Content {
  const problem = alert();
  const list = newId();
  const suggestions = h("datalist", { id: list });
  const inputs = Array.from({ length: COUNT }, (_, i) => {
    const id = newId();
    const input = h("input", { type: "text", id, dir: "ltr", list, "aria-describedby": problem.id, ...QUIET });
    input.addEventListener("input", () => complete(page, input, suggestions));
    input.addEventListener("paste", (event) => spread(event, inputs, i));
    return input;
  });
  const find = async (event: Event): Promise<void> => {
    event.preventDefault();
    problem.say("");
    for (const input of inputs) input.removeAttribute("aria-invalid");
    const typed = inputs.map((input) => input.value.trim());
    const missing = typed.findIndex((word) => word === "");
    if (missing >= 0) {
      mark(inputs, missing);
      problem.say(page.say("enter.count", { n: typed.filter((word) => word !== "").length }));
      return;
    }
    try {
      const phrases = parsePhrase(typed.join(" "), await page.session.allLists());
      for (const input of inputs) input.value = "";
      page.show(searching(phrases));
    } catch (failure) {
      if (!(failure instanceof BadPhrase)) return page.show(stopView(retried(failure, renewView(enterView))));
      mark(inputs, Math.max(0, failure.number - 1));
      problem.say(explain(page, failure, typed));
    }
  };
  return [
    h("h1", {}, page.say("enter.title")),
    h("p", { class: "lead" }, page.say("enter.lead")),
    h("form", { onsubmit: (event) => void find(event), novalidate: true, autocomplete: "off" },
      h("p", { class: "hint" }, page.say("enter.paste")),
      h("div", { class: "entries" }, inputs.map((input, i) => h("div", {}, h("label", { for: input.id }, page.say("enter.word", { n: i + 1 })), input))),
      suggestions,
      problem.element,
      actions(h("button", { class: "main", type: "submit" }, page.say("enter.find")), back(page, welcomeView))),
  ];
}

function mark(inputs: readonly HTMLInputElement[], i: number): void {
  inputs[i]?.setAttribute("aria-invalid", "true");
  inputs[i]?.focus();
}

/** Up to eight words of the lists that begin like what is typed; a datalist needs no script of ours for its keys. */
function complete(page: Page, input: HTMLInputElement, suggestions: HTMLDataListElement): void {
  const begun = page.session.beginning(input.value.trim(), 8);
  suggestions.replaceChildren(...begun.map((word) => h("option", { value: word })));
}

/** Several pasted words go to this field and those after it. */
function spread(event: ClipboardEvent, inputs: readonly HTMLInputElement[], from: number): void {
  const pasted = (event.clipboardData?.getData("text/plain") ?? "").split(/\s+/u).filter((word) => word !== "");
  if (pasted.length < 2) return;
  event.preventDefault();
  for (const [i, word] of pasted.slice(0, COUNT - from).entries()) {
    const input = inputs[from + i];
    if (input !== undefined) input.value = word;
  }
  inputs[Math.min(COUNT - 1, from + pasted.length - 1)]?.focus();
}

/** What is wrong with the words, and which of them. A panel's fingerprint is twelve words too. */
function explain(page: Page, bad: BadPhrase, typed: readonly string[]): string {
  if (bad.reason === "COUNT") return page.say("enter.count", { n: bad.number });
  if (bad.reason === "UNKNOWN_WORD") {
    const meant = bad.suggestions.length > 0 ? ` ${page.say("enter.meant", { words: page.texts.list(bad.suggestions) })}` : "";
    return page.say("enter.unknown", { n: bad.number, word: bad.word }) + meant;
  }
  return page.say(page.session.isFingerprint(typed) ? "enter.panel" : "enter.checksum");
}

function searching(phrases: readonly CodePhrase[]): View {
  return (page) => {
    void page.session.find(phrases).then(() => page.show(statusView)).catch((failure: unknown) => page.show(stopView(retried(failure, renewView(searching(phrases))))));
    return [h("h1", {}, page.say("enter.searching")), h("p", { class: "lead" }, page.say("enter.waiting")), h("progress", { "aria-label": page.say("enter.searching") })];
  };
}
