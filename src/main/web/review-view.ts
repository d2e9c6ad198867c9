// Everything at a glance before it is sealed: what is in it, how large it looks from outside, and a way back to each part.
import { clean } from "./plain-text.ts";
import { h, type Content } from "./h.ts";
import { filesView } from "./files-view.ts";
import { identityView } from "./identity-view.ts";
import { lackingNote } from "./lacking-note.ts";
import type { Page, View } from "./page.ts";
import { peopleView } from "./people-view.ts";
import { actions, alert, back, button, hint, mainButton, step, tick } from "./parts.ts";
import { questionsView } from "./questions-view.ts";
import { nameText } from "./name.ts";
import { personAt } from "./roster.ts";
import { largestBucket, measure } from "./compose.ts";
import { sendView } from "./send-view.ts";
import { wordsView } from "./words-view.ts";

export function reviewView(page: Page): Content {
  const { draft, session } = page;
  if (draft.uncopied !== undefined) return filesView(page);
  draft.reviewed = true;
  const problem = alert();
  const size = measure(draft, session.usable().roster, page.texts, largestBucket(session.largest));
  const out = [...draft.excluded].map((index) => nameText(personAt(session.usable().roster, index)?.name ?? ""));
  if (!draft.told) problem.say(page.say("questions.empty"));
  else if (size.over > 0) problem.say(page.say("review.long", { n: size.over }));
  else if (size.bucket === undefined) problem.say(page.say("files.large", { size: page.texts.size(size.largest) }));
  const ready = draft.told && size.bucket !== undefined && size.over <= 0;
  const { further } = draft;
  return [
    step(page, "review"),
    h("h1", {}, page.say("review.title")),
    h("p", { class: "lead" }, page.say("review.lead")),
    problem.element,
    h("div", { class: "facts card" },
      fact(page, out.length === 0 ? page.say("review.out.none") : page.say("review.out", { names: page.texts.list(out) }), page.say("people.title"), peopleView),
      fact(page, `${page.say("review.answers", { n: draft.answers.size })}. ${page.say("review.text", { n: [...clean(draft.story)].length })}.`, page.say("questions.title"), questionsView),
      fact(page, page.say("review.files", { n: draft.files.length }), page.say("files.title"), filesView),
      fact(page, page.say(clean(draft.identity) === "" ? "review.who.no" : "review.who.yes"), page.say("who.title"), identityView)),
    lackingNote(page),
    ready && size.bucket !== undefined && hint(page.say("review.size", { size: page.texts.size(size.bucket.length), room: page.texts.size(size.room) })),
    further && session.found.length > 0 && tick("checkbox", "earlier", page.say("review.earlier"), draft.earlier !== undefined,
      (on) => { draft.earlier = on ? session.found.at(-1)?.receipt.entry.eid : undefined; }, page.say("review.earlier.how")),
    actions(ready && mainButton(page.say("review.seal"), () => page.show(further || session.root !== undefined ? sendView : wordsView)), back(page, identityView)),
  ];
}

function fact(page: Page, text: string, about: string, view: View): HTMLElement {
  return h("div", {}, h("span", {}, text), button(page.say("review.change"), () => page.show(view), { "aria-label": `${page.say("review.change")}: ${about}` }));
}
