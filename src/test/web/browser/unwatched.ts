// A Chromium that nobody watches while it works: the driver's own record of every request lies in the page's process and would be counted as the page's.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium, type Page, PROGRAM } from "./browser.ts";

export interface Unwatched {
  /** Drives the one page until `left` is called. */
  readonly page: Page;
  /** Puts a file of this machine into the page's field as a person would: by its path. */
  attach(selector: string, path: string): Promise<void>;
  /** Lets go of the page, which goes on alone. */
  leave(): Promise<void>;
  /** The title of the page, which is all that is still asked of it. */
  title(): Promise<string>;
  /** Forgets the peak so far; the resident size now, MiB. */
  restart(): number;
  /** The largest resident size since, MiB. */
  peak(): number;
  close(): Promise<void>;
}

export async function unwatched(...flags: string[]): Promise<Unwatched> {
  const home = mkdtempSync(join(tmpdir(), "unwatched-"));
  const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  const program = spawn(PROGRAM, ["--headless=new", "--remote-debugging-port=0", `--user-data-dir=${home}`, "--no-first-run", ...root, ...flags, "about:blank"], { stdio: ["ignore", "ignore", "pipe"] });
  const address = await listening(program);
  const driver = await chromium.connectOverCDP(address);
  const context = driver.contexts()[0]!;
  const page = context.pages()[0] ?? (await context.newPage());
  page.setDefaultTimeout(120_000);
  return {
    page,
    async attach(selector, path) {
      const devtools = await context.newCDPSession(page);
      const { root: top } = await devtools.send("DOM.getDocument");
      const { nodeId } = await devtools.send("DOM.querySelector", { nodeId: top.nodeId, selector });
      await devtools.send("DOM.setFileInputFiles", { nodeId, files: [path] });
      await devtools.detach();
    },
    leave: () => driver.close(),
    async title() {
      const pages = (await (await fetch(`${address}/json/list`)).json()) as { type: string; title: string }[];
      return pages.find(({ type }) => type === "page")?.title ?? "";
    },
    restart() {
      const pid = renderer(program.pid!);
      writeFileSync(`/proc/${pid}/clear_refs`, "5");
      return memory(pid, "VmRSS");
    },
    peak: () => memory(renderer(program.pid!), "VmHWM"),
    async close() {
      const ended = new Promise((done) => program.once("exit", done));
      program.kill();
      await ended;
      rmSync(home, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

function listening(program: ChildProcess): Promise<string> {
  return new Promise((done, failed) => {
    let said = "";
    program.stderr!.on("data", (text) => {
      said += String(text);
      const [, port] = /DevTools listening on ws:\/\/127\.0\.0\.1:(\d+)\//.exec(said) ?? [];
      if (port !== undefined) done(`http://127.0.0.1:${port}`);
    });
    program.once("exit", () => failed(new Error(`Chromium ended: ${said}`)));
  });
}

function read(pid: number, name: string): string {
  try {
    return readFileSync(`/proc/${pid}/${name}`, "utf8");
  } catch {
    return ""; // it ended meanwhile
  }
}

function memory(pid: number, what: "VmRSS" | "VmHWM"): number {
  return Math.round(Number(new RegExp(`^${what}:\\s+(\\d+)`, "m").exec(read(pid, "status"))?.[1] ?? 0) / 1024);
}

/** The page's process: the largest renderer below this one; others are spare. */
function renderer(above: number): number {
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name)).map(Number);
  const parents = new Map(pids.map((pid) => [pid, Number(/^PPid:\s+(\d+)/m.exec(read(pid, "status"))?.[1] ?? 0)]));
  const below = (pid: number): boolean => pid === above || (pid > 1 && below(parents.get(pid) ?? 0));
  const renderers = pids.filter((pid) => below(pid) && read(pid, "cmdline").includes("--type=renderer"));
  return renderers.sort((a, b) => memory(b, "VmRSS") - memory(a, "VmRSS"))[0] ?? 0;
}
