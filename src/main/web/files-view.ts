// Files: what each one says of its maker, and what the source wants sealed of it.
import { cleanCopy } from "./clean.ts";
import type { Attached } from "./draft.ts";
import { largestBucket, measure } from "./compose.ts";
import { room } from "./envelope.ts";
import { h, type Content } from "./h.ts";
import { inspect } from "./metadata.ts";
import { onward, onwardButton } from "./onward.ts";
import type { Page } from "./page.ts";
import { actions, alert, back, hint, newId, note, step, tick, type Alert } from "./parts.ts";
import { identityView } from "./identity-view.ts";
import { questionsView } from "./questions-view.ts";
import { MAX_FILES } from "./manifest.ts";
import { stopView } from "./stop-view.ts";

export function filesView(page: Page): Content {
  const { draft } = page;
  const problem = alert();
  const looking = h("p", { class: "hint" });
  const list = h("div", {});
  const total = h("p", { class: "hint" });
  const input = h("input", { type: "file", multiple: true, id: "files-input", "aria-describedby": `files-limit ${problem.id}` });
  const redraw = (): void => {
    list.replaceChildren(...draft.files.map((one, i) => card(page, one, i, redraw)));
    total.textContent = draft.files.length === 0 ? "" : page.say("files.total", { n: draft.files.length, size: page.texts.size(draft.files.reduce((sum, one) => sum + one.file.size, 0)) });
  };
  input.addEventListener("change", () => {
    const chosen = [...(input.files ?? [])];
    input.value = "";
    draft.adding = draft.adding.then(() => add(page, chosen, { problem, looking, redraw })).catch((failure: unknown) => page.show(stopView(failure)));
  });
  let leaving = false;
  const next = async (): Promise<void> => {
    if (leaving) return;
    leaving = true;
    await leave(page, problem).catch((failure: unknown) => page.show(stopView(failure)));
    leaving = false;
  };
  redraw();
  void draft.adding.then(redraw);
  return [
    step(page, "files"),
    h("h1", {}, page.say("files.title")),
    h("p", { class: "lead" }, page.say("files.lead")),
    limit(page),
    h("div", {}, h("label", { class: "button pick", for: "files-input" }, page.say("files.add"), input)),
    looking,
    problem.element,
    h("section", { "aria-label": page.say("files.list") }, list, total),
    h("div", {}, tick("checkbox", "names", page.say("files.names"), page.draft.namesHidden, (on) => { page.draft.namesHidden = on; })),
    hint(page.say("files.shown")),
    actions(onwardButton(page, () => void next()), back(page, questionsView)),
  ];
}

/** How much fits into one report, in the units that people know; what the server takes may still be on its way. */
function limit(page: Page): HTMLElement {
  const { session } = page;
  const told = hint("", "files-limit");
  const tell = (): void => {
    told.textContent = page.say("files.limit", { size: page.texts.size(room(largestBucket(session.largest), session.usable().roster.members.length)), n: MAX_FILES });
  };
  if (session.offline || session.largest !== undefined) tell();
  else void session.limited.then(tell);
  return told;
}

interface Shown { readonly problem: Alert; readonly looking: HTMLElement; redraw(): void; }

async function add(page: Page, chosen: readonly File[], { problem, looking, redraw }: Shown): Promise<void> {
  problem.say("");
  const { files, count } = page.draft;
  const room = MAX_FILES - count;
  if (chosen.length > room) problem.say(page.say("files.many", { n: MAX_FILES }));
  let added = 0;
  for (const file of chosen.slice(0, Math.max(0, room))) {
    looking.textContent = page.say("files.looking", { name: file.name });
    page.tell(looking.textContent);
    try {
      files.push({ file, seen: await inspect(file), keep: "original" });
      added += 1;
    } catch {
      problem.say(page.say("stop.file", { name: file.name }));
    }
    redraw();
  }
  looking.textContent = "";
  page.tell(page.say("files.added", { n: added }));
}

function card(page: Page, one: Attached, i: number, redraw: () => void): HTMLElement {
  const id = newId();
  const remove = (): void => {
    page.draft.files.splice(i, 1);
    redraw();
    page.tell(page.say("files.removed", { name: one.file.name }));
    document.getElementById("files-input")?.focus();
  };
  return h("div", { class: "card", role: "group", "aria-labelledby": id },
    h("div", { class: "row" },
      h("div", {}, h("bdi", { class: "thumb", id }, one.file.name), h("p", { class: "hint" }, `${page.texts.size(one.file.size)} · `, h("bdi", {}, one.seen.type))),
      h("button", { type: "button", onclick: remove }, page.say("files.remove", { name: "" }).trim(), h("span", { class: "unseen" }, ` ${one.file.name}`))),
    carries(page, one),
    one.seen.image ? choice(page, one) : hint(page.say("files.clean.no")));
}

/** What stands in the file unseen, each kind once or a few times. */
function carries(page: Page, one: Attached): HTMLElement {
  if (one.seen.found.length === 0) return hint(page.say(one.seen.unread ? "files.unread" : "files.none"));
  const shown = [...new Map(one.seen.found.map((found) => [found.what + found.value, found])).values()].slice(0, 12);
  return note("warn", h("p", {}, h("strong", {}, page.say("files.carries"))), h("ul", {}, shown.map((found) => {
    const [before = "", after = ""] = page.say(`files.${found.what}`, { value: "\u0000" }).split("\u0000");
    return h("li", {}, before, found.value !== "" && h("bdi", {}, found.value), after);
  })));
}

function choice(page: Page, one: Attached): HTMLElement {
  const name = newId();
  const pick = (keep: Attached["keep"]): HTMLElement =>
    tick("radio", name, page.say(`files.${keep}`), one.keep === keep, () => { one.keep = keep; });
  return h("fieldset", {}, h("legend", {}, page.say("files.choice")), h("div", {}, pick("original"), pick("clean"), pick("both")));
}

/** Waits for what is being added, makes the clean copies that were asked for, then goes on; or says why not. */
async function leave(page: Page, problem: Alert): Promise<void> {
  const { draft } = page;
  const stay = (why: string): void => {
    problem.say(why);
    document.getElementById("files-input")?.focus();
  };
  problem.say("");
  await draft.adding;
  if (problem.element.textContent !== "") return;
  for (let one = draft.uncopied; one !== undefined; one = draft.uncopied) {
    const copy = await cleanCopy(one.file, one.seen.type).catch(() => undefined);
    if (copy === undefined) return stay(page.say("files.clean.failed", { name: one.file.name }));
    one.clean = copy;
  }
  const size = measure(draft, page.session.usable().roster, page.texts, largestBucket(page.session.largest));
  if (size.bucket === undefined) return stay(page.say("files.large", { size: page.texts.size(size.largest) }));
  if (draft.count > MAX_FILES) return stay(page.say("files.many", { n: MAX_FILES }));
  if (document.getElementById("files-input") !== null) page.show(onward(page, identityView));
}
