// The first thing anybody sees: the languages, each in its own words.
import { h, type Content } from "./h.ts";
import type { Page } from "./page.ts";
import { welcomeView } from "./welcome-view.ts";

export function languageView(page: Page): Content {
  return [
    h("h1", { id: "languages" }, h("span", { class: "unseen" }, page.session.languages.map((texts) => texts.say("language")).join(" · ")), h("span", { "aria-hidden": "true" }, page.say("title"))),
    h("ul", { class: "choices", "aria-labelledby": "languages" }, page.session.languages.map((texts) =>
      h("li", {}, h("button", { type: "button", lang: texts.language, dir: texts.say("direction"), onclick: () => choose(page, texts.language) }, h("b", {}, texts.say("language")), h("span", { class: "hint" }, texts.say("welcome.title")))))),
  ];
}

function choose(page: Page, chosen: string): void {
  const texts = page.session.languages.find((one) => one.language === chosen);
  if (texts === undefined) return;
  page.speak(texts);
  page.show(welcomeView);
}
