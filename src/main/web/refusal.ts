import type { Bytes } from "./bytes.ts";

/** Why a server refuses a call, with the status it comes with (spec: api, "Answers"). */
export const REFUSALS = {
  malformed: 400,
  login: 401,
  unknown: 404,
  used: 409,
  roster: 410,
  large: 413,
  refused: 422,
  busy: 429,
  later: 503,
  full: 507,
} as const;
export type Refusal = keyof typeof REFUSALS;

/** The server said no, in one word. */
export class Refused extends Error {
  override readonly name = "Refused";

  constructor(readonly refusal: Refusal) {
    super(refusal);
  }
}

/** The server answered with something that does not check out. Nothing of the answer is used. */
export class Untrue extends Error {
  override readonly name = "Untrue";

  constructor(readonly what: Untruth) {
    super(what);
  }
}

export type Untruth =
  /** Longer, shorter or shaped otherwise than the spec says. */
  | "SHAPE"
  /** The chain starts with another panel than the one that was asked for. */
  | "PANEL"
  /** A roster that does not follow from the one before. */
  | "ROSTER"
  /** Not signed by the log's key, or about something else. */
  | "PROMISE"
  /** A batch of the intake log that is unsorted, of a wrong size, out of order or unsigned. */
  | "INTAKE"
  /** A board with a batch whose digest is not on the docket, unsorted or out of order. */
  | "BOARD";

/** The refusal whose word, padded with spaces to 32 bytes, is this body; or nothing. */
export function refusalOf(body: Bytes): Refusal | undefined {
  const text = String.fromCharCode(...body.subarray(0, 33));
  return (Object.keys(REFUSALS) as Refusal[]).find((word) => word.padEnd(32) === text);
}
