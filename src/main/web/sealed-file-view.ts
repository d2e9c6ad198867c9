// The offline page's end: the sealed file is saved, and what to do with it.
import { h, type Content } from "./h.ts";
import type { Page, View } from "./page.ts";
import { actions, button, mainButton } from "./parts.ts";
import { save, traces } from "./recorded-view.ts";

export const SEALED_NAME = "sealed.tll";

export function sealedFileView(file: Blob): View {
  save(file, SEALED_NAME);
  return (page: Page): Content => [
    h("h1", { class: "sealed" }, page.say("offline.done")),
    h("p", { class: "lead" }, page.say("offline.done.lead", { name: SEALED_NAME, size: page.texts.size(file.size) })),
    h("p", {}, page.say("offline.done.upload")),
    h("p", {}, page.say("offline.return")),
    h("p", {}, button(page.say("offline.done.save"), () => save(file, SEALED_NAME))),
    h("h2", {}, page.say("done.traces")),
    traces(page),
    actions(mainButton(page.say("done.leave"), () => page.leave())),
  ];
}
