import type { View } from "./page.ts";
import type { Key, Values } from "./texts.ts";

/** Why it does not go on, and what to do. `danger`: nothing may be typed any more. */
export interface Stop { readonly text: Key; readonly values?: Values; readonly how?: Key; readonly danger?: boolean; readonly again?: View; }

/** An error that carries what to show. */
export class Stopped extends Error {
  override readonly name = "Stopped";

  constructor(readonly stop: Stop) {
    super(stop.text);
  }
}
