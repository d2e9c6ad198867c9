// Who the source is, if it wants to say so: sealed apart, and what may be done with it.
import { clean } from "./plain-text.ts";
import { utf8 } from "./bytes.ts";
import { filesView } from "./files-view.ts";
import { h, type Content } from "./h.ts";
import { onwardButton } from "./onward.ts";
import type { Page } from "./page.ts";
import { actions, alert, back, field, hint, step, tick } from "./parts.ts";
import { reviewView } from "./review-view.ts";
import { MAX_IDENTITY } from "./envelope.ts";

export function identityView(page: Page): Content {
  const problem = alert();
  const consents = page.session.consents(page.texts.language);
  const next = (): void => {
    const over = utf8(clean(page.draft.identity)).length - MAX_IDENTITY;
    if (over <= 0) page.show(reviewView);
    else problem.say(page.say("who.long", { n: over }));
  };
  return [
    step(page, "identity"),
    h("h1", {}, page.say("who.title")),
    h("p", { class: "lead" }, page.say("who.lead")),
    h("p", {}, page.say("who.lead.why")),
    field(page.say("who.text"), page.draft.identity, (value) => { page.draft.identity = value; }, { long: true, help: page.say("who.none"), attributes: { "aria-describedby": problem.id } }),
    problem.element,
    consents.length > 0 && h("fieldset", {},
      h("legend", {}, page.say("who.consent")),
      hint(page.say("who.consent.how")),
      h("div", {}, consents.map(({ id, text, help }) => tick("checkbox", id, text, page.draft.consent.has(id), (on) => {
        if (on) page.draft.consent.add(id);
        else page.draft.consent.delete(id);
      }, help)))),
    actions(onwardButton(page, next), back(page, filesView)),
  ];
}
