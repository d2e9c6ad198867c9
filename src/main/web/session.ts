// One visit: what was fetched, what of it was verified, and the words while they are needed. The same calls in the same order, whoever comes and whatever for.
import { type Bytes, EMPTY, equal, fromHex } from "./bytes.ts";
import { type Chain, coming, current, type Link, usable } from "./chain.ts";
import type { Form, Forms } from "./form.ts";
import { systemRandom } from "./lot.ts";
import type { Own, PublicRecord } from "./record.ts";
import { Untrue } from "./refusal.ts";
import { rootOf } from "./secrets.ts";
import { fetchShipped, type Later, type Shipped } from "./shipped.ts";
import { Stopped } from "./stop.ts";
import type { Texts } from "./texts.ts";
import { verifyRosters } from "./rosters.ts";
import { type CodePhrase, completions, fingerprint, keyOf, LANGUAGES, type Language, languageOf, type WordList, wordsOf } from "./words.ts";

/** A verified panel. */
export interface Panel {
  readonly chain: Chain;
  readonly current: Link;
  /** The roster to seal to; none when the current one has ended. */
  readonly usable: Link | undefined;
  /** The next roster, already signed. */
  readonly later: Link | undefined;
}

/** Twelve words, in the clear, while they are being written down. */
export interface Phrase { readonly entropy: Bytes; readonly words: readonly string[]; readonly language: Language; }

/** The questionnaires that the panel signed, with their texts. */
export interface Signed { readonly forms: Forms; readonly offered: readonly Form[]; }

/** What is on its way. */
interface Arriving {
  readonly later: Promise<Later>;
  /** Settled when the chain was verified or refused; never fails. */
  readonly verified: Promise<void>;
  /** Settled when the questionnaires were read or refused; never fails. */
  readonly formed: Promise<void>;
  /** Settled when the server said how much it takes, or did not; never fails. */
  readonly limited: Promise<void>;
  readonly forms: Promise<Bytes>;
  readonly listed: Promise<readonly WordList[]>;
  readonly record: Promise<PublicRecord>;
}

const unanswered = (): never => { throw new Stopped({ text: "stop.server", how: "stop.server.how" }); };
const now = (): number => Date.now() / 1000;

export class Session {
  readonly offline: boolean;
  /** The panel_id of the address, if it named one; empty, which is that of no panel, if it named something else. */
  readonly expected: Bytes | undefined;
  panel: Panel | undefined;
  signed: Signed | undefined;
  stopped: Stopped | undefined;
  /** What comes behind the first screens, once it is there. */
  rest: Later | undefined;
  /** The code of the largest bucket the server takes, once it said so. */
  largest: number | undefined;
  private formsKnown = false;
  /** The root of the words in use, and the words themselves only until they are confirmed. */
  root: Bytes | undefined;
  found: readonly Own[] = [];
  private lists: readonly WordList[] = [];
  private arriving: Arriving;
  private phrase: Phrase | undefined;

  constructor(readonly languages: readonly Texts[], shipped: Shipped, expected: string | undefined) {
    this.offline = shipped.offline;
    this.expected = expected === undefined ? undefined : fromHex(expected, 32) ?? EMPTY;
    this.arriving = this.receive(shipped);
  }

  get later(): Promise<Later> {
    return this.arriving.later;
  }

  get verified(): Arriving["verified"] {
    return this.arriving.verified;
  }

  get formed(): Arriving["formed"] {
    return this.arriving.formed;
  }

  get limited(): Arriving["limited"] {
    return this.arriving.limited;
  }

  private receive({ rosters, words, forms, largest, later, intake, docket, board }: Shipped): Arriving {
    const listed = words.catch(unanswered);
    const verified = rosters.then((bytes) => this.verify(bytes), () => this.stop({ text: "stop.server", how: "stop.server.how" }));
    void listed.then((lists) => { this.lists = lists; }, () => undefined);
    void later.then((rest) => this.extend(rest), () => undefined);
    const limited = largest.then((code) => { this.largest = code; }, () => undefined);
    const formed = verified.then(() => Promise.all([later, forms])).then(([rest, pack]) => this.accept(rest, pack), () => undefined).then(() => { this.formsKnown = true; });
    const arrived = Promise.all([later, intake, docket, board]).catch(unanswered);
    const record = verified.then(() => arrived).then(([{ readRecord }, ...bytes]) => this.read(readRecord, ...bytes));
    for (const one of [arrived, record]) one.catch(() => undefined);
    return { later, verified, formed, limited, forms, listed, record };
  }

  /** From here on every language says what comes behind the first screens too. */
  private extend(rest: Later): void {
    if (this.rest === undefined) for (const texts of this.languages) texts.add(rest.TEXTS);
    this.rest = rest;
  }

  /** Fetches everything once more, in the same order, and verifies the panel again: it must still be the same. */
  async renew(): Promise<void> {
    if (this.stopped?.stop.danger !== true) this.stopped = undefined;
    this.signed = undefined;
    this.formsKnown = false;
    this.arriving = this.receive(fetchShipped());
    await this.arriving.verified;
    if (this.stopped !== undefined) throw this.stopped;
  }

  /** Checks every signature of the chain, and that it is the panel of the address. */
  private verify(bytes: Bytes | undefined): void {
    if (bytes === undefined) return;
    if (bytes.length === 0) return this.stop({ text: "stop.empty" });
    try {
      const known = this.expected ?? this.panel?.chain.panelId;
      const chain = verifyRosters(bytes, (panelId) => known === undefined || equal(panelId, known));
      const link = current(chain, now()) ?? chain.links[0];
      if (link !== undefined) this.panel = { chain, current: link, usable: usable(chain, now()), later: coming(chain, now())[0] };
    } catch (failure) {
      const other = failure instanceof Untrue && failure.what === "PANEL";
      this.stop(other ? { text: "stop.other", how: "stop.other.how", danger: true } : { text: "stop.roster", how: "stop.roster.how", danger: true });
    }
  }

  /** A questionnaire that was altered in any language stops everything: whoever did that serves other things too. */
  private accept({ readForms, offered }: Later, pack: Bytes): void {
    if (this.panel === undefined) return;
    const listed = this.panel.current.roster.forms;
    try {
      const forms = readForms(pack);
      const { offered: good, refused } = offered(forms, listed);
      if (refused.length === 0) this.signed = { forms, offered: good };
      else if (!this.offline) this.stop({ text: "stop.form", how: "stop.roster.how", danger: true });
    } catch {
      if (listed.length > 0 && !this.offline) this.stop({ text: "stop.form", how: "stop.roster.how", danger: true });
    }
  }

  /** Whether it is known which questionnaires the panel signed: before that, nothing is asked. */
  get ready(): boolean {
    return this.formsKnown;
  }

  private async read(readRecord: (chain: Chain, ...bytes: [Bytes, Bytes, Bytes]) => Promise<PublicRecord>, ...bytes: [Bytes, Bytes, Bytes]): Promise<PublicRecord> {
    if (this.panel === undefined) throw this.stopped ?? new Stopped({ text: "stop.bug" });
    try {
      return await readRecord(this.panel.chain, ...bytes);
    } catch {
      throw new Stopped({ text: "stop.log", how: "stop.log.how", danger: true });
    }
  }

  private stop(why: Stopped["stop"]): void {
    this.stopped = new Stopped(why);
  }

  /** A chain from a file, for the offline page. */
  async adopt(file: Blob): Promise<boolean> {
    this.verify(new Uint8Array(await file.arrayBuffer()));
    this.stopped = undefined;
    if (this.panel !== undefined) this.accept(await this.arriving.later, await this.arriving.forms);
    return this.panel !== undefined;
  }

  /** The roster to seal to; views that need it are reached only where there is one. */
  usable(): Link {
    if (this.panel?.usable === undefined) throw new Stopped({ text: "panel.expired" });
    return this.panel.usable;
  }

  /** Twelve words, in the source's language where there is a list. */
  async fingerprint(texts: Texts): Promise<string[]> {
    const list = listFor(await this.arriving.listed, texts);
    return this.panel === undefined ? [] : fingerprint(this.panel.chain.panelId, list);
  }

  /** The words of this report: drawn once, the same on every look until they are confirmed. */
  async newPhrase(texts: Texts): Promise<Phrase> {
    const list = listFor(await this.arriving.listed, texts);
    if (this.phrase?.language !== list.language) {
      const entropy = systemRandom(16);
      this.phrase = { entropy, words: wordsOf(entropy, list), language: list.language };
    }
    return this.phrase;
  }

  /** From here on only the root is kept. */
  confirm(phrase: CodePhrase): void {
    this.root = rootOf(phrase.entropy, this.panelId());
    this.phrase = undefined;
  }

  panelId(): Bytes {
    if (this.panel === undefined) throw this.stopped ?? new Stopped({ text: "stop.bug" });
    return this.panel.chain.panelId;
  }

  allLists(): Promise<readonly WordList[]> {
    return this.arriving.listed;
  }

  /** Words of any list that begin like this; none for what is a word already, so that no list of them hides what comes next on the page. */
  beginning(typed: string, most: number): string[] {
    if (this.lists.some((list) => list.index.has(keyOf(typed)))) return [];
    return [...new Set(this.lists.flatMap((list) => completions(typed, list, most)))].slice(0, most);
  }

  /** Whether these are the panel's own public words, in any language. */
  isFingerprint(typed: readonly string[]): boolean {
    return this.lists.some((list) => fingerprint(this.panelId(), list).every((word, i) => keyOf(word) === keyOf(typed[i] ?? "")));
  }

  /** What a source can agree to, in its language where the questionnaires have it. */
  consents(language: string): readonly { readonly id: string; readonly text: string; readonly help: string }[] {
    const { forms } = this.signed ?? {};
    return (forms?.core.consents ?? []).map((id) => ({ id, text: this.formText(language, `consent.${id}`), help: this.formText(language, `consent.${id}.help`) }));
  }

  /** A text of the questionnaires; in Spanish where they do not speak this language. Empty where there is none. */
  formText(language: string, key: string, form?: Form): string {
    const { forms } = this.signed ?? {};
    return forms?.text(language, key, form) ?? forms?.text("es", key, form) ?? "";
  }

  /** Looks for the reports of these words in the whole record. Every meaning of the words is tried. */
  async find(phrases: readonly CodePhrase[]): Promise<void> {
    const record = await this.arriving.record;
    const { findReports } = await this.later;
    const found: Own[] = [];
    for (const phrase of phrases) found.push(...(await findReports(rootOf(phrase.entropy, this.panelId()), record)));
    this.found = found;
    const [first] = phrases;
    this.root = found[0]?.root ?? (first === undefined ? undefined : rootOf(first.entropy, this.panelId()));
  }

  wipe(): void {
    this.root?.fill(0);
    this.phrase?.entropy.fill(0);
    this.root = undefined;
    this.phrase = undefined;
    this.found = [];
  }
}

function listFor(lists: readonly WordList[], texts: Texts): WordList {
  const list = lists[LANGUAGES.indexOf(languageOf(texts.language) ?? "en")];
  if (list === undefined) throw new Stopped({ text: "stop.bug" });
  return list;
}
