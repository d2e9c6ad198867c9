// Starts the page: takes the address's fragment, hides it, starts to fetch what every visit fetches, and shows the languages.
import { OpenDraft } from "./draft.ts";
import { languageView } from "./language-view.ts";
import { Page } from "./page.ts";
import { Session } from "./session.ts";
import { fetchShipped, shippedInside } from "./shipped.ts";
import FIRST_TEXTS from "texts:first";
import { unpack } from "./texts.ts";

/** What the address says of the panel; it leaves the address bar before anything else happens. */
function fragment(): string | undefined {
  const given = location.hash === "" ? undefined : location.hash.slice(1).toLowerCase();
  if (given !== undefined) history.replaceState(null, "", location.pathname + location.search);
  return given;
}

function start(root: HTMLElement): void {
  const given = fragment();
  const session = new Session(unpack(FIRST_TEXTS), shippedInside() ?? fetchShipped(), given);
  const [first] = session.languages;
  if (first === undefined) return;
  const page = new Page(root, session, first, new OpenDraft());
  page.speak(first);
  page.show(languageView);
}

/** One that comes later is checked from the start. */
addEventListener("hashchange", () => {
  if (location.hash !== "") location.reload();
});

const root = document.getElementById("page");
if (root !== null) start(root);
