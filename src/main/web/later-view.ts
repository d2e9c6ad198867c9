// The way from the first screens to the rest of the page, which may still be on its way.
import { hex } from "./bytes.ts";
import { h } from "./h.ts";
import type { View } from "./page.ts";
import type { Later } from "./shipped.ts";
import { Stopped } from "./stop.ts";
import { stopView } from "./stop-view.ts";

/** A view of the rest of the page, as soon as it is there. */
export function laterView(choose: (rest: Later) => View): View {
  return (page) => {
    const { rest, later } = page.session;
    if (rest !== undefined) return choose(rest)(page);
    later.then((arrived) => page.show(choose(arrived)), () => page.show(stopView(new Stopped({ text: "stop.server", how: "stop.server.how", again: anew }))));
    return [h("h1", {}, page.say("loading")), h("p", { class: "lead" }, page.say("loading.long")), h("progress", { "aria-label": page.say("loading") })];
  };
}

/**
 * A browser need not fetch a part again that once failed to come; so the page is loaded anew, with the fragment it was given. Nothing can have been typed
 * before that part is there.
 */
const anew: View = (page) => {
  const { expected } = page.session;
  if (expected === undefined) location.reload();
  else location.replace(`#${hex(expected)}`); // main.ts loads the page anew for a fragment that comes later
  return [h("h1", {}, page.say("loading")), h("progress", { "aria-label": page.say("loading") })];
};
