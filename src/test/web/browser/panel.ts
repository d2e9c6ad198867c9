// A real panel and a real server for one run: made by the commands that people get, nothing of it faked.
import { type ChildProcess, execFile, spawn } from "node:child_process";
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";

const run = promisify(execFile);
const DIST = join(process.cwd(), "target/dist");
export const PLACE = join(process.cwd(), "target/browser");

/** Members of one bench, two of whom open a report and one of whom a source may exclude; and a reader. All four can be drawn. */
export const MEMBERS = ["Ana_Ruiz", "Benjamín", "Eva"] as const;
export const READER = "Rita_Sol";
export const EVERYBODY = [...MEMBERS, READER];

/** Where the server of this run is, and whose. */
export interface Running { readonly origin: string; readonly panelId: string; }

/** Runs one of the two commands in the panel's folder; its standard output. */
export async function command(name: "tresllaves" | "tresllaves-server", ...args: string[]): Promise<string> {
  const made = await run(join(DIST, name, "bin", name), args, { cwd: PLACE, timeout: 120_000, env: { ...process.env, LANG: "C.UTF-8", LC_ALL: "C.UTF-8" } });
  return made.stdout;
}

/** What every command of a person takes. */
export function by(person: string, { origin }: Running): string[] {
  return ["--key", `${person}.key`, "--passphrase-file", "pass", "--server", origin, "--panel", "panel.id"];
}

/** Makes keys, roster and store, two commands at a time. */
export async function makePanel(capacity = "256M", largest = "64M"): Promise<string> {
  rmSync(PLACE, { recursive: true, force: true });
  mkdirSync(PLACE, { recursive: true });
  writeFileSync(join(PLACE, "pass"), "a passphrase for tests\n");
  const init = command("tresllaves-server", "init", "--name", "browser", "--data", "data", "--key", "server.key", "--capacity", capacity, "--largest", largest);
  const card = async (person: string): Promise<void> => {
    writeFileSync(join(PLACE, `${person}.card`), await command("tresllaves", "key", "new", "--name", person, "--out", `${person}.key`, "--passphrase-file", "pass"));
  };
  await Promise.all([card(MEMBERS[0]), card(MEMBERS[1])]);
  await Promise.all([card(MEMBERS[2]), card(READER)]);
  writeFileSync(join(PLACE, "server.keys"), await init);
  const members = MEMBERS.flatMap((name) => ["--member", `Oficina:${name}.card`]);
  await command("tresllaves", "panel", "draft", "--name", "Defensoría de prueba", "--bench", "Oficina:2:2:1", ...members, "--reader", `${READER}.card`,
    ...EVERYBODY.flatMap((name) => ["--first", name]), "--logs", "server.keys", "--out", "panel.roster");
  for (const name of EVERYBODY) await command("tresllaves", "panel", "sign", "panel.roster", "--key", `${name}.key`, "--passphrase-file", "pass");
  const id = (await command("tresllaves-server", "init", "--data", "data", "--key", "server.key", "--panel", "panel.roster")).trim();
  writeFileSync(join(PLACE, "panel.id"), `${id}\n`);
  return id;
}

/** Starts the server; it says where it listens. */
export async function serve(): Promise<{ origin: string; process: ChildProcess }> {
  const server = spawn(join(DIST, "tresllaves-server/bin/tresllaves-server"), ["serve", "--data", "data", "--key", "server.key", "--port", "0", "--epoch", "3s"], {
    cwd: PLACE, stdio: ["ignore", "pipe", "inherit"],
  });
  const origin = await new Promise<string>((resolve, reject) => {
    server.stdout.once("data", (line: Buffer) => resolve(line.toString().trim()));
    server.once("exit", (code) => reject(new Error(`the server ended with ${code}`)));
  });
  return { origin, process: server };
}

/** The panel that the runner made, for a test. */
export function running(): Running {
  return JSON.parse(readFileSync(join(PLACE, "running.json"), "utf8")) as Running;
}
