// The frame around every view: the bar with the exit, one main region, one live region. Views are functions of the page; what they show replaces what was there.
import type { OpenDraft } from "./draft.ts";
import { h, type Content } from "./h.ts";
import type { Session } from "./session.ts";
import { stopView } from "./stop-view.ts";
import type { Key, Texts, Values } from "./texts.ts";

/** Builds what is shown; its first heading gets the focus. */
export type View = (page: Page) => Content;

export class Page {
  private readonly main = h("main", { id: "main", class: "sheet", tabindex: -1 });
  private readonly live = h("div", { role: "status", class: "unseen" });
  private escapes = 0;
  private leaving = false;

  constructor(
    private readonly root: HTMLElement,
    readonly session: Session,
    public texts: Texts,
    readonly draft: OpenDraft,
  ) {
    addEventListener("keydown", (event) => this.escape(event));
    addEventListener("pagehide", () => this.wipe());
  }

  /** Chooses the language; the frame is built anew. */
  speak(texts: Texts): void {
    this.texts = texts;
    document.documentElement.lang = texts.language;
    document.documentElement.dir = texts.say("direction");
    this.root.replaceChildren(
      h("a", { class: "skip", href: "#main", onclick: (event) => this.skip(event) }, this.say("skip")),
      h("header", { class: "bar" },
        h("span", { class: "mark" }, this.say("title")),
        h("button", { type: "button", class: "exit", "aria-describedby": "exit-how", onclick: () => this.leave() }, this.say("exit")),
        h("span", { id: "exit-how", class: "unseen" }, this.say("exit.how"))),
      this.main,
      this.live,
    );
  }

  /** Shows a view, or why nothing may be typed any more, and moves the focus to its heading, so that a screen reader reads on from there. */
  show(view: View): void {
    if (this.leaving) return;
    const shown = this.session.stopped?.stop.danger === true ? stopView(this.session.stopped) : view;
    this.main.replaceChildren(h("div", {}, shown(this)));
    this.main.replaceChildren(...(this.main.firstElementChild?.childNodes ?? []));
    this.live.textContent = "";
    scrollTo(0, 0);
    const heading = this.main.querySelector("h1") ?? this.main;
    heading.setAttribute("tabindex", "-1");
    heading.focus();
  }

  /** A text in the language of the page. */
  say(key: Key, values?: Values): string {
    return this.texts.say(key, values);
  }

  /** Tells a screen reader something that changed. */
  tell(text: string): void {
    this.live.textContent = text;
  }

  /** The quick exit: everything typed is gone from the page before anything else happens, then this entry of the history is a blank page. */
  leave(): void {
    this.wipe();
    location.replace("about:blank");
  }

  private wipe(): void {
    this.leaving = true;
    this.draft.wipe();
    this.session.wipe();
    for (const field of document.querySelectorAll("input, textarea")) (field as HTMLInputElement).value = "";
    for (const area of [this.main, this.live, document.body]) area.replaceChildren();
  }

  /** Escape twice, with no other key between, however long it takes. */
  private escape(event: KeyboardEvent): void {
    this.escapes = event.key === "Escape" ? this.escapes + 1 : 0;
    if (this.escapes === 2) this.leave();
  }

  /** Without a new entry in the history or a fragment in the address. */
  private skip(event: Event): void {
    event.preventDefault();
    (this.main.querySelector("h1") ?? this.main).focus();
  }
}
