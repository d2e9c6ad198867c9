// What happened: the free text first, then the questions of a questionnaire that the panel signed. Nothing is mandatory.
import { advice, answersOf, isValue } from "./answer.ts";
import { filesView } from "./files-view.ts";
import type { Form } from "./form.ts";
import { type Asked, ask } from "./form-fields.ts";
import { fieldsOf } from "./form-structure.ts";
import { h, type Content } from "./h.ts";
import { onward, onwardButton } from "./onward.ts";
import type { Page } from "./page.ts";
import { actions, alert, back, field, hint, note, step, tick } from "./parts.ts";
import { peopleView } from "./people-view.ts";

export function questionsView(page: Page): Content {
  const { draft, session } = page;
  if (!session.ready) {
    void session.formed.then(() => page.show(questionsView));
    return [step(page, "questions"), h("h1", {}, page.say("questions.title")), h("p", { class: "lead" }, page.say("questions.loading")), h("progress", { "aria-label": page.say("loading") })];
  }

  if (draft.form !== undefined) draft.form = session.signed?.offered.find(({ id }) => id === draft.form?.id); // of the panel's list as it is now
  const area = h("div", { class: "questions" });
  const problem = alert();
  const choose = (form: Form | undefined): void => {
    if (draft.form !== form) draft.answers.clear();
    draft.form = form;
    area.replaceChildren(...(form === undefined ? [] : questions(page, form)));
  };
  const next = (): void => {
    const wrong = draft.form === undefined ? undefined : firstWrong(page, draft.form);
    problem.say(wrong === undefined ? "" : page.say("date.wrong"));
    if (wrong === undefined) page.show(onward(page, filesView));
    else focusOn(wrong);
  };
  if (draft.form !== undefined) choose(draft.form);
  return [
    step(page, "questions"),
    h("h1", {}, page.say("questions.title")),
    h("p", { class: "lead" }, page.say("questions.lead")),
    hint(page.say("questions.careful")),
    field(page.say("questions.text"), draft.story, (value) => { draft.story = value; }, { long: true, help: page.say("questions.text.how"), attributes: { "data-answer": "story" } }),
    kindsOf(page, choose),
    area,
    problem.element,
    actions(onwardButton(page, next), back(page, peopleView)),
  ];
}

/** The questions, at one of them: `story`, or the id of a question, for a group's the one of any element. */
export function showQuestion(page: Page, id: string): void {
  page.show(questionsView);
  const [outer = "", inner] = id.split(".");
  focusOn(inner === undefined ? id : document.querySelector(`[data-answer^="${outer}."][data-answer$=".${inner}"]`)?.getAttribute("data-answer") ?? id);
}

/** Opens the section that an answer stands in and puts the focus there. */
function focusOn(answer: string): void {
  const place = document.querySelector<HTMLElement>(`[data-answer="${answer}"]`);
  place?.closest("details")?.setAttribute("open", "");
  (place?.querySelector<HTMLElement>("input, textarea") ?? place)?.focus();
}

/** The questionnaires to choose from; none is chosen beforehand. */
function kindsOf(page: Page, choose: (form: Form | undefined) => void): HTMLElement[] {
  const { draft, session } = page;
  const { offered } = session.signed ?? { offered: [] };
  if (offered.length === 0) return (session.panel?.current.roster.forms.length ?? 0) > 0 ? [hint(page.say("questions.none"))] : [];
  const text = (form: Form, key: string): string => session.formText(page.texts.language, key, form);
  return [h("fieldset", {}, h("legend", {}, page.say("questions.kind")),
    h("div", {},
      tick("radio", "kind", page.say("questions.free"), draft.form === undefined, () => choose(undefined)),
      offered.map((form) => tick("radio", "kind", text(form, "title"), draft.form?.id === form.id, () => choose(form), text(form, "about")))))];
}

/** Advice that is always the same, folded away; advice of this questionnaire and what the answers call for; then the sections, the first one open. */
function questions(page: Page, form: Form): HTMLElement[] {
  const { draft, session } = page;
  const text = (key: string): string => session.formText(page.texts.language, key, form);
  const always = session.signed?.forms.core.advice.filter(({ condition }) => condition === undefined).map(({ id }) => id) ?? [];
  const list = (ids: readonly string[]): HTMLElement => h("ul", {}, ids.map((id) => h("li", {}, text(`advice.${id}`))));
  const told = h("div", { role: "status" });
  const asked: Asked[] = [];
  const fields = fieldsOf(form);
  const changed = (): void => {
    for (const one of asked) one.refresh();
    const now = session.signed === undefined ? [] : advice(form, session.signed.forms.core, draft.answers).filter((id) => !always.includes(id));
    if (told.dataset["shown"] === now.join()) return;
    told.dataset["shown"] = now.join();
    told.replaceChildren(...(now.length === 0 ? [] : [note("warn", list(now))]));
  };
  const sections = form.sections.map((section, i) => {
    const inside = section.fields.map((one) => ask({ page, entered: draft.answers, text, changed }, one, fields));
    asked.push(...inside);
    return h("details", { class: "card", open: i === 0 }, h("summary", {}, h("h2", {}, text(`section.${section.id}`))), inside.map((one) => one.element));
  });
  changed();
  return [h("details", {}, h("summary", {}, page.say("questions.before")), list(always)), told, ...sections];
}

/** The answer id of the first value that cannot be sent: a date or number that is none. */
function firstWrong(page: Page, form: Form): string | undefined {
  const fields = fieldsOf(form);
  const wrong = answersOf(form, page.draft.answers).find(({ id, values }) => {
    const [top = "", , inner = ""] = id.split(".");
    const outer = fields.find((one) => one.id === top);
    const one = outer?.type === "group" ? outer.fields.find((sub) => sub.id === inner) : outer;
    return one !== undefined && !isValue(one, values);
  });
  return wrong?.id;
}
