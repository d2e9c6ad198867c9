// Who sits on the panel, and who must not read this.
import { h, type Content } from "./h.ts";
import { onward, onwardButton } from "./onward.ts";
import type { Page } from "./page.ts";
import { actions, alert, back, hint, note, step, tick } from "./parts.ts";
import { questionsView } from "./questions-view.ts";
import { offersExclusion } from "./lot.ts";
import { nameText } from "./name.ts";
import { benchMembers, flaggedFirst, people, type Person, type Roster } from "./roster.ts";
import { welcomeView } from "./welcome-view.ts";

export function peopleView(page: Page): Content {
  const { roster } = page.session.usable();
  const problem = alert();
  const offered = offersExclusion(roster);
  const next = (): void => {
    const wrong = tooMany(page, roster);
    problem.say(wrong);
    if (wrong === "") page.show(onward(page, questionsView));
  };
  return [
    step(page, "people"),
    h("h1", {}, page.say("people.title")),
    h("p", { class: "lead" }, page.say("people.lead")),
    h("div", { class: "card" }, roster.benches.map((bench, b) => [
      h("h2", {}, page.say("people.bench", { name: nameText(bench.name), t: bench.report, n: benchMembers(roster, b).length })),
      h("ul", { class: "people" }, benchMembers(roster, b).map((member) => person(page, member))),
    ]),
    roster.readers.length > 0 && [h("h2", {}, page.say("people.readers")), h("ul", { class: "people" }, roster.readers.map((reader) => person(page, reader)))]),
    h("p", {}, page.say("people.lot")),
    offered ? exclusion(page, roster) : note("warn", h("p", {}, page.say("people.small"))),
    problem.element,
    actions(onwardButton(page, next), back(page, welcomeView)),
  ];
}

function person(page: Page, one: Person): HTMLElement {
  return h("li", {}, h("bdi", {}, nameText(one.name)), one.first && h("span", { class: "hint" }, page.say("people.first")));
}

function exclusion(page: Page, roster: Roster): HTMLElement {
  return h("fieldset", {},
    h("legend", {}, page.say("people.exclude")),
    hint(page.say("people.exclude.how")),
    h("div", {}, people(roster).map((one) => tick("checkbox", `out${one.index}`, page.say("people.out", { name: nameText(one.name) }), page.draft.excluded.has(one.index), (on) => {
      if (on) page.draft.excluded.add(one.index);
      else page.draft.excluded.delete(one.index);
    }))));
}

/** Why so many cannot be excluded, in words; empty if they can. */
function tooMany(page: Page, roster: Roster): string {
  const out = page.draft.excluded;
  for (const [b, bench] of roster.benches.entries()) {
    const n = benchMembers(roster, b).filter((member) => out.has(member.index)).length;
    if (n > bench.exclude) return page.say(bench.exclude === 0 ? "people.exclude.none" : "people.exclude.many", { bench: nameText(bench.name), n: bench.exclude });
  }
  return flaggedFirst(roster).filter((index) => !out.has(index)).length < 2 ? page.say("people.exclude.two") : "";
}
