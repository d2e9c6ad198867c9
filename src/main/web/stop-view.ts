// Why nobody should go on, or what to do next. Every failure ends in one of these; nobody sees anything else.
import { h, type Content } from "./h.ts";
import type { Page, View } from "./page.ts";
import { actions, alert, button, mainButton, note } from "./parts.ts";
import { type Stop, Stopped } from "./stop.ts";
import { welcomeView } from "./welcome-view.ts";

const BUG: Stop = { text: "stop.bug" };

export function stopView(failure: unknown): View {
  const { text, values, how, danger = false, again } = failure instanceof Stopped ? failure.stop : BUG;
  return (page): Content => [
    h("h1", {}, page.say(danger ? "stop.title" : "send.problem")),
    note(danger ? "stop" : "warn", h("p", {}, h("strong", {}, page.say(text, values))), how !== undefined && h("p", {}, page.say(how))),
    actions(
      again !== undefined && mainButton(page.say("again"), () => page.show(again)),
      !danger && page.session.panel !== undefined && button(page.say("back"), () => page.show(welcomeView)),
      button(page.say("done.leave"), () => page.leave())),
  ];
}

/** The offline page without a chain in it: it can be given one. */
export function chainMissingView(page: Page): Content {
  const problem = alert();
  const input = h("input", { type: "file", id: "chain", "aria-describedby": problem.id });
  input.addEventListener("change", () => {
    const [file] = input.files ?? [];
    if (file === undefined) return;
    void page.session.adopt(file).then((good) => {
      if (good) page.show(welcomeView);
      else problem.say(page.say("offline.chain.bad"));
    });
  });
  return [
    h("h1", {}, page.say("offline.title")),
    h("p", { class: "lead" }, page.say("offline.chain")),
    h("p", {}, page.say("offline.chain.how")),
    h("div", {}, h("label", { for: "chain" }, page.say("offline.chain.add")), input),
    problem.element,
  ];
}
