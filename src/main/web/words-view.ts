// The twelve words, shown large, and two of them asked back before anything is sent.
import { h, type Content } from "./h.ts";
import type { Page, View } from "./page.ts";
import { actions, alert, back, button, field, mainButton, note, step } from "./parts.ts";
import { renewView, retried } from "./renew-view.ts";
import { reviewView } from "./review-view.ts";
import { sendView } from "./send-view.ts";
import type { Phrase } from "./session.ts";
import { stopView } from "./stop-view.ts";
import { keyOf } from "./words.ts";

export function wordsView(page: Page): Content {
  const place = h("div", {}, h("progress", { "aria-label": page.say("print.waiting") }));
  void page.session.newPhrase(page.texts).then((phrase) => place.replaceWith(...show(page, phrase))).catch((failure: unknown) => page.show(stopView(retried(failure, renewView(wordsView)))));
  return [step(page, "words"), h("h1", {}, page.say("words.title")), h("p", { class: "lead" }, page.say("words.lead")), place];
}

function show(page: Page, phrase: Phrase): HTMLElement[] {
  return [
    h("ol", { class: "words", role: "list", lang: phrase.language, dir: "ltr", "aria-label": page.say("words.list") }, phrase.words.map((word, i) =>
      h("li", {}, h("span", { "aria-hidden": "true" }, page.texts.number(i + 1)), h("b", {}, word)))),
    note("warn", h("p", {}, page.say("words.secret"))),
    actions(mainButton(page.say("words.written"), () => page.show(confirmView(phrase))), back(page, reviewView)),
  ];
}

/** Two places of twelve, drawn anew each time, the lower one first. */
function places(): readonly number[] {
  const drawn = new Set<number>();
  while (drawn.size < 2) {
    const [byte = 0] = crypto.getRandomValues(new Uint8Array(1));
    if (byte < 252) drawn.add(byte % 12);
  }
  return [...drawn].sort((a, b) => a - b);
}

function confirmView(phrase: Phrase): View {
  return (page) => confirm(page, phrase);
}

function confirm(page: Page, phrase: Phrase): Content {
  const problem = alert();
  const typed = new Map(places().map((place) => [place, ""]));
  const check = (event: Event): void => {
    event.preventDefault();
    for (const [place, word] of typed) {
      const right = keyOf(word.trim()) === keyOf(phrase.words[place] ?? "");
      const input = form.querySelector(`[name="w${place}"]`);
      input?.setAttribute("aria-invalid", String(!right));
      if (right) continue;
      problem.say(page.say("confirm.wrong", { n: place + 1 }));
      (input as HTMLInputElement | null)?.focus();
      return;
    }
    page.session.confirm(phrase);
    page.show(sendView);
  };
  const form = h("form", { onsubmit: check, novalidate: true, autocomplete: "off" },
    h("div", { class: "entries" }, [...typed.keys()].map((place) =>
      field(page.say("confirm.word", { n: place + 1 }), "", (value) => typed.set(place, value), { attributes: { name: `w${place}`, dir: "ltr", lang: phrase.language, "aria-describedby": problem.id } }))),
    problem.element,
    actions(h("button", { class: "main", type: "submit" }, page.say(page.session.offline ? "offline.save" : "confirm.send")), button(page.say("confirm.again"), () => page.show(wordsView))));
  return [step(page, "words"), h("h1", {}, page.say("confirm.title")), h("p", { class: "lead" }, page.say("confirm.lead")), form];
}
