/** Input that breaks a format: the one error of every parser. `flaw` is the name the format's spec page gives to the first violation found. */
export class Malformed extends Error {
  override readonly name = "Malformed";

  constructor(
    readonly format: string,
    readonly flaw: string,
  ) {
    super(`${format}: ${flaw}`);
  }
}

/** A function that refuses with a flaw of one format. */
export type Refuse<F extends string> = (flaw: F) => Malformed;

/** Makes the errors of one format: `throw bad("TRUNCATED")`. */
export function refuses<F extends string>(format: string): Refuse<F> {
  return (flaw) => new Malformed(format, flaw);
}
