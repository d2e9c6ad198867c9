import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { type Bytes, hex, fromHex } from "../../main/web/bytes.ts";
import { Malformed } from "../../main/web/malformed.ts";

/** Where the vectors lie that Java and TypeScript share; tests run in the project's root. */
export const FOLDER = "src/test/resources/vectors";

type Value = string | number | readonly Value[];

/** One vector: inputs, and what must come out or the flaw that must be told. */
export interface Vector {
  readonly name: string;
  readonly expect: string;
  readonly comment: string;
  has(name: string): boolean;
  text(name: string): string;
  number(name: string): number;
  bytes(name: string): Bytes;
  list(name: string): Bytes[];
  texts(name: string): string[];
  numbers(name: string): number[];
  /** What must come out under this name: hex, text or number as the file has it. */
  out(name: string): Value | undefined;
  outs(): string[];
}

/** Runs `check` on every vector of a folder. It answers the outputs to be compared, or throws. */
export function eachVector(
  format: string,
  check: (vector: Vector) => Promise<Record<string, unknown>> | Record<string, unknown>,
  wanted: (vector: Vector) => boolean = () => true,
): void {
  const vectors = all(format);
  assert.notEqual(vectors.length, 0, `no vectors of ${format}`);
  for (const vector of vectors.filter(wanted)) {
    test(`${format}/${vector.name}: ${vector.comment}`, async () => {
      let outputs: Record<string, unknown>;
      try {
        outputs = await check(vector);
      } catch (e) {
        if (!(e instanceof Malformed)) throw e;
        assert.equal(e.flaw, vector.expect);
        return;
      }
      assert.equal("OK", vector.expect, "nothing was refused");
      assert.deepEqual(Object.keys(outputs).sort(), vector.outs().sort(), "every output is compared");
      for (const name of vector.outs()) assert.deepEqual(plain(outputs[name]), vector.out(name), name);
    });
  }
}

/** As a vector file writes it. */
function plain(value: unknown): unknown {
  if (value instanceof Uint8Array) return hex(value);
  return Array.isArray(value) ? value.map(plain) : value;
}

export function all(format: string): Vector[] {
  return readdirSync(join(FOLDER, format)).sort().map((file) => read(format, file.replace(/\.json$/, "")));
}

export function read(format: string, name: string): Vector {
  const json = JSON.parse(readFileSync(join(FOLDER, format, `${name}.json`), "utf8"));
  assert.equal(json.format, format);
  const input = (key: string): Value => {
    assert.ok(key in json.in, `vector ${format}/${name} has no input ${key}`);
    return json.in[key];
  };
  const unhex = (text: Value): Bytes => {
    const bytes = fromHex(text as string);
    assert.ok(bytes, "hex");
    return bytes;
  };
  return {
    name,
    expect: json.expect,
    comment: json.comment,
    has: (key) => key in json.in,
    text: (key) => input(key) as string,
    number: (key) => input(key) as number,
    bytes: (key) => unhex(input(key)),
    list: (key) => (input(key) as Value[]).map(unhex),
    texts: (key) => input(key) as string[],
    numbers: (key) => input(key) as number[],
    out: (key) => json.out[key],
    outs: () => Object.keys(json.out),
  };
}
