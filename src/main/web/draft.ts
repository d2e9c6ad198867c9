// A report that is being written. It lives in memory only: nothing here is ever stored.
import { clean } from "./plain-text.ts";
import type { Bytes } from "./bytes.ts";
import type { Form } from "./form.ts";
import type { Inspection } from "./metadata.ts";
import type { SealedReport } from "./seal.ts";

/** A file that the source added. `clean` is made when the source asks for it. */
export interface Attached {
  readonly file: File;
  readonly seen: Inspection;
  keep: "original" | "clean" | "both";
  clean?: Blob;
}

/** What is being written, as it changes; `seal.ts` takes it as a finished Draft. */
export class OpenDraft {
  form: Form | undefined;
  answers = new Map<string, readonly string[]>();
  story = "";
  files: Attached[] = [];
  /** Settled when every file chosen so far was looked at; never fails. */
  adding: Promise<void> = Promise.resolve();
  namesHidden = false;
  identity = "";
  consent = new Set<string>();
  excluded = new Set<number>();
  /** Another report of somebody who came back. */
  further = false;
  /** The eid of the report that this one says it continues. */
  earlier: Bytes | undefined;
  /** Whether the summary was seen: from then on every step leads back to it. */
  reviewed = false;
  /** As it was sealed last, and of what: the next attempt goes on with the same envelope, so that nothing is recorded twice. */
  sealed: { readonly report: SealedReport; readonly of: readonly unknown[] } | undefined;

  wipe(): void {
    Object.assign(this, new OpenDraft());
  }

  /** Whether there is anything to report. */
  get told(): boolean {
    return clean(this.story) !== "" || (this.form !== undefined && this.answers.size > 0) || this.files.length > 0;
  }

  /** How many files of the report these are. */
  get count(): number {
    return this.files.reduce((sum, one) => sum + (one.keep === "both" ? 2 : 1), 0);
  }

  /** A file whose clean copy was asked for and is not made yet: without it nothing of that file would be sealed. */
  get uncopied(): Attached | undefined {
    return this.files.find((one) => one.keep !== "original" && one.clean === undefined);
  }

  /** All that decides what is sealed: what was sealed of the same values is still this report. */
  get state(): readonly unknown[] {
    const { form, answers, story, identity, consent, excluded, namesHidden, earlier, files } = this;
    return [form?.id, JSON.stringify([...answers]), story, identity, [...consent].join(), [...excluded].join(), namesHidden, earlier, ...files.flatMap((one) => [one.file, one.keep, one.clean])];
  }
}
