export type CannotSealReason =
  /** Text, answers and list of files are `over` bytes longer than 64 KiB. */
  | "TEXT_TOO_LONG"
  /** The files are `over` bytes too many for the largest report. */
  | "TOO_LARGE"
  | "TOO_MANY_FILES"
  /** `about` cannot be read. */
  | "NOT_A_FILE"
  /** `about` is a name that a report cannot carry. */
  | "FILE_NAME"
  /** `about` changed while it was being sealed. */
  | "FILE_CHANGED"
  /** The identity is `over` bytes longer than 4,094. */
  | "IDENTITY_TOO_LONG"
  /** `about` names the rule of the manifest that a field breaks. */
  | "CONTENT"
  /** `about` is the number of nobody on the panel. */
  | "NOBODY"
  /** Fewer than four people can be drawn, so that the panel offers no exclusion. */
  | "EXCLUSION_NOT_OFFERED"
  /** More members of the bench `about` than its rule allows, or nobody is left to be drawn. */
  | "TOO_MANY_EXCLUDED";

/** A draft that cannot become a report as it is. Says what the source can change; its message names nothing of the draft. */
export class CannotSeal extends Error {
  override readonly name = "CannotSeal";

  constructor(
    readonly reason: CannotSealReason,
    readonly about = "",
    readonly over = 0,
  ) {
    super(reason);
  }
}
