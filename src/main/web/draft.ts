// A report that is being written. It lives in memory only: nothing here is ever stored.
import type { Bytes } from "./bytes.ts";
import type { Form } from "./form.ts";
import type { Inspection } from "./metadata.ts";

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
  namesHidden = false;
  identity = "";
  consent = new Set<string>();
  excluded = new Set<number>();
  /** Another report of somebody who came back. */
  further = false;
  /** The eid of the report that this one says it continues. */
  earlier: Bytes | undefined;

  wipe(): void {
    Object.assign(this, new OpenDraft());
  }

  /** Whether there is anything to report. */
  get told(): boolean {
    return this.story.trim() !== "" || this.answers.size > 0 || this.files.length > 0;
  }
}
