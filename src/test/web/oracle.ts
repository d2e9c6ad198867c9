import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { type Bytes, fromHex, hex, utf8 } from "../../main/web/bytes.ts";

/** An argument of a request: bytes, text, a number, or a list of numbers or of byte strings. */
export type Argument = Uint8Array | string | number | readonly number[] | readonly Uint8Array[];

/** The Java tests' CrossOracle as a child process. Requests are answered in order; many can be under way. */
export interface Oracle {
  /** The values of an answer, or the name of what was refused. */
  ask(word: string, ...args: readonly Argument[]): Promise<readonly Bytes[] | string>;
  /** The same where a refusal is a failure of the test. */
  get(word: string, ...args: readonly Argument[]): Promise<readonly Bytes[]>;
  close(): void;
}

export function startOracle(): Oracle {
  const child: ChildProcess = spawn(java(), ["-XX:TieredStopAtLevel=1", "-Xmx512m", "-cp", classpath(), "org.tresllaves.vectors.CrossOracle"], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const waiting: { resolve: (line: string) => void; reject: (error: Error) => void }[] = [];
  child.on("exit", (code) => waiting.splice(0).forEach(({ reject }) => reject(new Error(`the Java oracle ended with ${code}`))));
  createInterface({ input: child.stdout! }).on("line", (line) => waiting.shift()!.resolve(line));
  const ask: Oracle["ask"] = async (word, ...args) => {
    const line = await new Promise<string>((resolve, reject) => {
      waiting.push({ resolve, reject });
      child.stdin!.write(`${[word, ...args.map((arg) => hex(encode(arg)))].join(" ")}\n`);
    });
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
    close: () => child.stdin!.end(),
  };
}

function encode(argument: Argument): Uint8Array {
  if (argument instanceof Uint8Array) return argument;
  if (typeof argument === "string") return utf8(argument);
  if (typeof argument === "number") return utf8(String(argument));
  return utf8(argument.map((each) => (each instanceof Uint8Array ? hex(each) : String(each))).join(","));
}

function classpath(): string {
  const file = "target/test.classpath";
  assert.ok(existsSync(file), `${file} is missing: run "mvn test-compile" once, it writes it and the classes beside it`);
  return `target/test-classes:target/classes:${readFileSync(file, "utf8").trim()}`;
}

function java(): string {
  const homes = [process.env.JAVA_HOME ?? "", ...readdirSync("/usr/lib/jvm").map((name) => join("/usr/lib/jvm", name))];
  const home = homes.find((each) => {
    const release = join(each, "release");
    return existsSync(release) && /^JAVA_VERSION="25[."+]/m.test(readFileSync(release, "utf8"));
  });
  assert.ok(home, "no JDK 25 in JAVA_HOME or under /usr/lib/jvm: run ops/jdk");
  return join(home, "bin/java");
}
