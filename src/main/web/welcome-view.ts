// What this is, what it protects from and what not, and whose it is. All of it is verified before anything can be typed.
import { h, type Content } from "./h.ts";
import { languageView } from "./language-view.ts";
import { laterView } from "./later-view.ts";
import type { Page } from "./page.ts";
import { actions, button, hint, mainButton, note, points } from "./parts.ts";
import { nameText } from "./name.ts";
import { benchMembers, type Roster } from "./roster.ts";
import { chainMissingView, stopView } from "./stop-view.ts";

/** Waits for the chain, then shows whose page this is; or says why nobody should go on. */
export function welcomeView(page: Page): Content {
  const { session } = page;
  if (session.stopped !== undefined) return stopView(session.stopped)(page);
  if (session.panel === undefined) {
    if (session.offline) return chainMissingView(page);
    void session.verified.then(() => page.show(welcomeView));
    return [h("h1", {}, page.say("checking")), h("p", { class: "lead" }, page.say("checking.long")), h("progress", { "aria-label": page.say("loading") })];
  }
  return [
    h("h1", {}, page.say("welcome.title")),
    h("p", { class: "lead" }, before(page.say("welcome.panel", { panel: "\u0000" }), h("strong", {}, h("bdi", {}, nameText(session.panel.current.roster.panel))))),
    session.offline && note("", h("p", {}, page.say("offline.lead"))),
    h("ul", { class: "points" },
      h("li", {}, page.say("welcome.sealed")),
      h("li", {}, page.say("welcome.several", { rule: rule(page, session.panel.current.roster) })),
      h("li", {}, page.say("welcome.nothing")),
      h("li", {}, page.say("welcome.words"))),
    note("warn", h("p", {}, page.say("welcome.danger"))),
    h("details", {}, h("summary", {}, page.say("welcome.not")), points(page, ["welcome.not.screen", "welcome.not.network", "welcome.not.told", "welcome.not.panel", "welcome.not.page"])),
    print(page),
    ways(page),
  ];
}

function before(text: string, inner: Node): Content {
  const [start = "", end = ""] = text.split("\u0000");
  return [start, inner, end];
}

function rule(page: Page, roster: Roster): string {
  return page.texts.list(roster.benches.map((bench, b) =>
    page.say("welcome.rule", { t: bench.report, n: benchMembers(roster, b).length, bench: nameText(bench.name) })));
}

/** The fingerprint, three words a line as on the leaflet, and what it was compared with. */
function print(page: Page): HTMLElement {
  const { session } = page;
  const words = h("ol", { class: "print", dir: "ltr" });
  const waiting = hint(page.say("print.waiting"));
  void session.fingerprint(page.texts).then((fingerprint) => {
    waiting.remove();
    words.append(...fingerprint.map((word) => h("li", {}, word)));
  }).catch(() => { waiting.textContent = page.say("stop.server"); });
  return h("section", { class: "card", "aria-labelledby": "print" },
    h("h2", { id: "print" }, page.say("print.title")),
    h("p", {}, page.say(session.expected === undefined ? "print.compare" : "print.same")),
    words, waiting,
    h("p", {}, h("strong", {}, page.say("unwitnessed")), ". ", page.say("unwitnessed.why")));
}

function ways(page: Page): Content {
  const { session } = page;
  const panel = session.panel;
  if (panel === undefined) return false;
  const until = (seconds: number): string => page.texts.date(new Date(seconds * 1000));
  return [
    panel.usable !== undefined && hint(page.say("panel.valid", { date: until(panel.usable.roster.valid.to - 1) })),
    panel.later !== undefined && note("warn", h("p", {}, page.say("panel.later", { date: until(panel.later.roster.valid.from) }))),
    panel.usable === undefined && note("stop", h("p", {}, page.say("panel.expired"))),
    actions(
      panel.usable !== undefined && mainButton(page.say("welcome.write"), () => {
        page.draft.reviewed = false;
        page.show(laterView(({ peopleView }) => peopleView));
      }),
      !session.offline && button(page.say("welcome.return"), () => page.show(laterView(({ enterView }) => enterView)), { class: "return" }),
      session.languages.length > 1 && button(page.say("other.language"), () => page.show(languageView), { class: "link" })),
    session.offline && hint(page.say("offline.return")),
    !session.offline && otherWays(page),
  ];
}

/** The same three ways that stand here for browsers without scripts. */
function otherWays(page: Page): HTMLElement {
  return h("details", {}, h("summary", {}, page.say("ways.title")),
    h("p", {}, page.say("ways.also")),
    h("h3", {}, page.say("ways.offline")), h("p", {}, page.say("ways.offline.how")),
    h("p", {}, h("a", { class: "button", href: "/offline.html", download: "tresllaves.html" }, page.say("ways.offline.get"))),
    h("h3", {}, page.say("ways.java")), h("p", {}, page.say("ways.java.how")),
    h("h3", {}, page.say("ways.upload")), h("p", {}, page.say("ways.upload.how")),
    h("form", { method: "post", action: "/sealed", enctype: "multipart/form-data" },
      h("label", {}, page.say("ways.upload.file"), h("input", { type: "file", name: "sealed", required: true })),
      h("p", {}, h("button", { type: "submit" }, page.say("ways.upload.send")))));
}
