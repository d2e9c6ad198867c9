import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createInterface } from "node:readline";

/** A Java program of the tests as a child process that answers each line with a line, in order. Many can be under way. */
export interface Program {
  /** Sends a line and gives the next line that comes. Without a line: what the program says by itself. */
  ask(line?: string): Promise<string>;
  close(): void;
  /** Ends a program that does not end by itself. */
  kill(): void;
}

export function startJava(mainClass: string, ...args: readonly string[]): Program {
  const child: ChildProcess = spawn(java(), ["-XX:TieredStopAtLevel=1", "-Xmx512m", "--enable-native-access=ALL-UNNAMED", "-cp", classpath(), mainClass, ...args], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  const unasked: string[] = [];
  const waiting: { resolve: (line: string) => void; reject: (error: Error) => void }[] = [];
  child.on("exit", (code) => waiting.splice(0).forEach(({ reject }) => reject(new Error(`${mainClass} ended with ${code}`))));
  createInterface({ input: child.stdout! }).on("line", (line) => {
    const first = waiting.shift();
    if (first === undefined) unasked.push(line);
    else first.resolve(line);
  });
  return {
    ask: (line) =>
      new Promise((resolve, reject) => {
        const said = line === undefined ? unasked.shift() : undefined;
        if (said !== undefined) return resolve(said);
        waiting.push({ resolve, reject });
        if (line !== undefined) child.stdin!.write(`${line}\n`);
      }),
    kill: () => void child.kill(),
    close: () => {
      child.stdin!.end();
      setTimeout(() => child.kill(), 10_000).unref(); // one that does not end by itself
    },
  };
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
