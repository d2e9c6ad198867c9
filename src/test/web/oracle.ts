import assert from "node:assert/strict";
import { type Bytes, fromHex, hex, utf8 } from "../../main/web/bytes.ts";
import { startJava } from "./java.ts";

/** An argument of a request: bytes, text, a number, or a list of numbers or of byte strings. */
export type Argument = Uint8Array | string | number | readonly number[] | readonly Uint8Array[];

/** The Java tests' CrossOracle. */
export interface Oracle {
  /** The values of an answer, or the name of what was refused. */
  ask(word: string, ...args: readonly Argument[]): Promise<readonly Bytes[] | string>;
  /** The same where a refusal is a failure of the test. */
  get(word: string, ...args: readonly Argument[]): Promise<readonly Bytes[]>;
  close(): void;
}

export function startOracle(): Oracle {
  const program = startJava("org.tresllaves.vectors.CrossOracle");
  const ask: Oracle["ask"] = async (word, ...args) => {
    const line = await program.ask([word, ...args.map((arg) => hex(encode(arg)))].join(" "));
    if (line.startsWith("NO ")) return line.slice(3);
    return line.split(" ").slice(1).map((value) => fromHex(value)!);
  };
  return {
    ask,
    get: async (word, ...args) => {
      const answer = await ask(word, ...args);
      assert.ok(typeof answer !== "string", `${word}: ${String(answer)}`);
      return answer;
    },
    close: program.close,
  };
}

function encode(argument: Argument): Uint8Array {
  if (argument instanceof Uint8Array) return argument;
  if (typeof argument === "string") return utf8(argument);
  if (typeof argument === "number") return utf8(String(argument));
  return utf8(argument.map((each) => (each instanceof Uint8Array ? hex(each) : String(each))).join(","));
}
