// How long a report takes from "seal" to sealed and to recorded, and how much memory Chromium takes for it, with and without a JIT compiler.
import { closeSync, ftruncateSync, mkdirSync, openSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, type Page, visit } from "./browser.ts";
import { PLACE, running } from "./panel.ts";
import { arrive, next, recorded, say, write } from "./walk.ts";

const panel = running();
const MIB = 1 << 20;
mkdirSync(PLACE, { recursive: true });

function file(mebibytes: number): string {
  const path = join(PLACE, `${mebibytes}.bin`);
  const made = openSync(path, "w");
  ftruncateSync(made, mebibytes * MIB);
  closeSync(made);
  return path;
}

/** The largest resident size, in MiB, that any process of this kind below this one has had. */
function peak(kind: string): number {
  const parents = new Map<number, number>();
  const read = (pid: string, name: string): string => {
    try {
      return readFileSync(`/proc/${pid}/${name}`, "utf8");
    } catch {
      return "";
    }
  };
  const pids = readdirSync("/proc").filter((name) => /^\d+$/.test(name));
  for (const pid of pids) parents.set(Number(pid), Number(/^PPid:\s+(\d+)/m.exec(read(pid, "status"))?.[1] ?? 0));
  const ours = (pid: number): boolean => pid === process.pid || (pid > 1 && ours(parents.get(pid) ?? 0));
  const sizes = pids.filter((pid) => ours(Number(pid)) && read(pid, "cmdline").includes(kind)).map((pid) => Number(/^VmHWM:\s+(\d+)/m.exec(read(pid, "status"))?.[1] ?? 0));
  return Math.round(Math.max(0, ...sizes) / 1024);
}

async function ready(page: Page, address: string, path: string): Promise<void> {
  await arrive(page, address, "es");
  await next(page);
  await write(page, { language: "es", story: "Medida.", files: [path] });
  await next(page);
  const shown = page.locator(".words b");
  await shown.first().waitFor();
  const words = await shown.allTextContents();
  await next(page);
  await say(page, words);
}

async function seconds(act: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await act();
  return (performance.now() - start) / 1000;
}

const saved = join(PLACE, "tresllaves.html");
writeFileSync(saved, Buffer.from(await (await fetch(`${panel.origin}/offline.html`)).arrayBuffer()));
console.log("| report | JIT | sealed to a file | sealed and recorded over loopback | peak of the page's process, idle and after |");
console.log("|---|---|---|---|---|");
for (const [size, flags] of [[25, []], [25, ["--js-flags=--jitless"]], [1000, []]] as const) {
  const browser = await launch(...flags);
  const path = file(size);
  const page = await visit(browser);
  page.setDefaultTimeout(600_000);
  await ready(page, panel.origin, path);
  const idle = peak("--type=renderer");
  const sent = await seconds(async () => {
    await page.locator('[type="submit"]').click();
    await recorded(page);
  });
  const after = peak("--type=renderer");
  await page.context().close();
  let toFile = "";
  if (size < 100) {
    const offline = await visit(browser);
    await ready(offline, pathToFileURL(saved).href, path);
    toFile = `${(await seconds(() => Promise.all([offline.waitForEvent("download"), offline.locator('[type="submit"]').click()]))).toFixed(2)} s`;
  }
  console.log(`| ${size} MiB | ${flags.length === 0 ? "yes" : "no"} | ${toFile} | ${sent.toFixed(2)} s | ${idle} and ${after} MiB |`);
  await browser.close();
}
