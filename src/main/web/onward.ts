// The way on from a step: to the next one, or back to the summary for whoever came from there to change something.
import type { Page, View } from "./page.ts";
import { mainButton } from "./parts.ts";
import { reviewView } from "./review-view.ts";

export function onward(page: Page, next: View): View {
  return page.draft.reviewed ? reviewView : next;
}

export function onwardButton(page: Page, act: () => void): HTMLButtonElement {
  return mainButton(page.say(page.draft.reviewed ? "summary" : "next"), act);
}
