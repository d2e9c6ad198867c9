// Where the reports of these words stand, what was replied, and what can be done now.
import { h, type Content } from "./h.ts";
import { nameText } from "./name.ts";
import type { Page } from "./page.ts";
import { actions, button, hint, mainButton, note } from "./parts.ts";
import { peopleView } from "./people-view.ts";
import { traces } from "./recorded-view.ts";
import type { Reply } from "./replies.ts";
import type { Own } from "./record.ts";
import { withdrawView } from "./withdraw-view.ts";

export function statusView(page: Page): Content {
  const { found } = page.session;
  return [
    h("h1", { class: "status" }, page.say("status.title")),
    found.length === 0 && note("warn", h("p", {}, h("strong", {}, page.say("status.none"))), h("p", {}, page.say("status.none.how"))),
    found.map((own, i) => report(page, own, i + 1)),
    page.session.panel?.usable !== undefined && h("section", { class: "card", "aria-labelledby": "more" },
      h("h2", { id: "more" }, page.say("status.more")),
      h("p", {}, page.say("status.more.how")),
      h("p", {}, button(page.say("status.more.write"), () => {
        page.draft.further = true;
        page.show(peopleView);
      }))),
    h("h2", {}, page.say("done.traces")),
    traces(page),
    actions(mainButton(page.say("done.leave"), () => page.leave())),
  ];
}

function report(page: Page, own: Own, n: number): HTMLElement {
  const { replies, gaps, refused } = own.replies;
  return h("section", { class: "card", "aria-labelledby": `report${n}` },
    h("h2", { id: `report${n}` }, page.say("status.report", { n, date: page.texts.day(own.receipt.day) })),
    standing(page, own),
    h("h3", {}, page.say("status.replies")),
    replies.length === 0 && gaps.length === 0 && h("p", {}, page.say("status.replies.none")),
    replies.map((one) => reply(page, one)),
    gaps.length > 0 && note("warn", h("p", {}, page.say("status.gap", { n: gaps.length }))),
    refused > 0 && hint(page.say("status.refused", { n: refused })),
    own.standing.status === "RECORDED" && h("p", {}, button(page.say("status.withdraw", { n }), () => page.show(withdrawView(own)))));
}

function standing(page: Page, { standing: { status, openings } }: Own): HTMLElement {
  const names = page.texts.list([...new Set(openings.map(({ person }) => nameText(person.name)))]);
  switch (status) {
    case "RECORDED": return h("p", {}, h("strong", {}, page.say("status.recorded")));
    case "OPENED": return h("p", {}, h("strong", {}, page.say("status.opened", { names })));
    case "NOT_RECOVERABLE": return note("warn", h("p", {}, page.say("status.unrecoverable", { names })));
    case "WITHDRAWN": return note("warn", h("p", {}, page.say("status.withdrawn")));
    case "FALSELY_WITHDRAWN": return note("stop", h("p", {}, h("strong", {}, page.say("status.alarm"))));
  }
}

function reply(page: Page, one: Reply): HTMLElement {
  const missing = one.doubled ? 0 : one.parts - one.texts.size;
  return h("div", {},
    h("p", { class: "hint" }, page.say("status.from", { name: nameText(one.person.name), date: page.texts.day(one.day) })),
    missing > 0 && note("warn", h("p", {}, page.say("status.incomplete", { n: missing, of: one.parts }))),
    one.doubled && note("stop", h("p", {}, page.say("status.twice"))),
    h("div", { class: "reply", dir: "auto", translate: "no" }, [...one.texts.values()].join(missing > 0 ? " … " : "")));
}
