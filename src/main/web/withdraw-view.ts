// Taking a report back: asked once more, done with a proof that only these words make.
import { h, type Content } from "./h.ts";
import type { View } from "./page.ts";
import { actions, alert, button } from "./parts.ts";
import { Refused } from "./refusal.ts";
import { serverAt } from "./server.ts";
import type { Own } from "./record.ts";
import { statusView } from "./status-view.ts";
import { withdraw } from "./withdraw.ts";

export function withdrawView(own: Own): View {
  return (page): Content => {
    const problem = alert();
    const told = (text: string): void => page.show(() => [
      h("h1", {}, page.say("withdraw.title")), h("p", { class: "lead", role: "status" }, text), actions(button(page.say("back"), () => page.show(statusView))),
    ]);
    const yes = async (): Promise<void> => {
      problem.say("");
      sure.disabled = true;
      try {
        await withdraw(serverAt((url, init) => fetch(url, init)), own.root, own.receipt);
        page.session.found = page.session.found.map((one) => (one === own ? { ...own, standing: { ...own.standing, status: "WITHDRAWN" } } : one));
        told(page.say("withdraw.done"));
      } catch (failure) {
        if (failure instanceof Refused && failure.refusal === "refused") told(page.say("withdraw.opened"));
        else if (failure instanceof Refused && failure.refusal === "unknown") told(page.say("withdraw.unknown"));
        else {
          problem.say(page.say("stop.server"));
          sure.disabled = false;
        }
      }
    };
    const sure = button(page.say("withdraw.yes"), () => void yes());
    return [
      h("h1", {}, page.say("withdraw.title")),
      h("p", { class: "lead" }, page.say("withdraw.lead")),
      problem.element,
      actions(button(page.say("withdraw.no"), () => page.show(statusView), { class: "main" }), sure),
    ];
  };
}
