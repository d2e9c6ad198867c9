// It is recorded: what happens next, how to come back, how to leave no traces here.
import { h, type Content } from "./h.ts";
import type { Page, View } from "./page.ts";
import { actions, button, mainButton, note } from "./parts.ts";
import { encodePromise, type Promised } from "./promise.ts";

/** Shown only after the server's signature was verified. */
export function recordedView(promise: Promised): View {
  return (page): Content => {
    const date = page.texts.day(promise.day);
    return [
      h("h1", { class: "recorded" }, page.say("done.title")),
      h("p", { class: "lead" }, page.say("done.lead", { date })),
      h("h2", {}, page.say("done.next")),
      h("ul", { class: "points" },
        h("li", {}, page.say("done.next.panel")),
        h("li", {}, page.say("done.next.back", { date })),
        h("li", {}, page.say("done.next.keep", { n: page.session.usable().roster.retain.unopened }))),
      h("h2", {}, page.say("done.traces")),
      traces(page),
      h("details", {}, h("summary", {}, page.say("done.promise")),
        note("warn", h("p", {}, page.say("done.promise.how"))),
        h("p", {}, button(page.say("done.promise.save"), () => save(new Blob([encodePromise(promise)]), "promise")))),
      actions(mainButton(page.say("done.leave"), () => page.leave())),
    ];
  };
}

export function traces(page: Page): HTMLElement {
  return h("ul", { class: "points" },
    (["done.traces.paper", "done.traces.copies", "done.traces.history", "done.traces.talk"] as const).map((key) => h("li", {}, page.say(key))));
}

/** Hands a file to the browser, which asks where to put it or puts it among the downloads. */
export function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  h("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
