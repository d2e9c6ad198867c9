// What bodies outside the panel usually ask for and this report does not have yet: told once, with a way to each question, and never in the way.
import { answersOf } from "./answer.ts";
import { filesView } from "./files-view.ts";
import type { Form } from "./form.ts";
import { h, type Content } from "./h.ts";
import { identityView } from "./identity-view.ts";
import { isAsked, lacking, type Lacking } from "./mechanism.ts";
import type { Page } from "./page.ts";
import { button, hint } from "./parts.ts";
import { clean } from "./plain-text.ts";
import { showQuestion } from "./questions-view.ts";

/** Nothing without a questionnaire. */
export function lackingNote(page: Page): Content {
  const { form, answers, story, identity, files } = page.draft;
  if (form === undefined || form.required.size === 0) return false;
  const besides = { story: clean(story) !== "", identity: clean(identity) !== "", files: files.length > 0 };
  return h("section", { class: "card lacking", "aria-labelledby": "lacking" },
    h("h2", { id: "lacking" }, page.say("lacking.title")),
    hint(page.say("lacking.lead")),
    lacking(form, answersOf(form, answers), besides).map((one) => body(page, form, one)));
}

function body(page: Page, form: Form, { mechanism, elements }: Lacking): HTMLElement {
  const text = (key: string): string => page.session.formText(page.texts.language, key, form);
  const name = text(`mechanism.${mechanism}`);
  if (elements.length === 0) return h("p", { class: "whole" }, page.say("lacking.none", { name }));
  const help = text(`mechanism.${mechanism}.help`);
  return h("details", {},
    h("summary", {}, page.say("lacking.some", { name, n: elements.length })),
    help !== "" && hint(help),
    h("ul", {}, elements.map((element) => h("li", {}, alternatives(page, form, element)))));
}

/** Any of them would do. */
function alternatives(page: Page, form: Form, element: readonly string[]): Content {
  return element.filter((each) => isAsked(form, page.draft.answers, each))
    .map((each, i) => [i > 0 && ` ${page.say("lacking.or")} `, button(question(page, form, each), () => goTo(page, each), { class: "link" })]);
}

/** The question's own words; of a question that is asked of several people or things, with what they are. */
function question(page: Page, form: Form, id: string): string {
  const text = (key: string): string => page.session.formText(page.texts.language, key, form);
  if (id === "story") return page.say("questions.text");
  if (id === "identity") return page.say("who.title");
  if (id === "files") return page.say("files.title");
  const [outer = "", inner] = id.split(".");
  return inner === undefined ? text(outer) : `${text(`${outer}.one`)}: ${text(id)}`;
}

function goTo(page: Page, id: string): void {
  if (id === "identity") page.show(identityView);
  else if (id === "files") page.show(filesView);
  else showQuestion(page, id);
}
