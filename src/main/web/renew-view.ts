// After a break or a change of the panel's list: everything is fetched and verified once more, in the order of every visit.
import { h } from "./h.ts";
import type { View } from "./page.ts";
import { Stopped } from "./stop.ts";
import { stopView } from "./stop-view.ts";

/** Goes on with `next` when the panel was verified anew. */
export function renewView(next: View): View {
  return (page) => {
    void page.session.renew().then(() => page.show(next)).catch((failure: unknown) => page.show(stopView(retried(failure, renewView(next)))));
    return [h("h1", {}, page.say("checking")), h("p", { class: "lead" }, page.say("checking.long")), h("progress", { "aria-label": page.say("loading") })];
  };
}

/** A failure of the connection can be tried again; any other stays as it is. */
export function retried(failure: unknown, again: View): unknown {
  return failure instanceof Stopped && failure.stop.text === "stop.server" ? new Stopped({ ...failure.stop, again }) : failure;
}
