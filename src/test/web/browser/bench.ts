// How long a report takes from "seal" to recorded, and how much memory the page's process takes for it, with and without a JIT compiler; bounded in time.
import { closeSync, mkdirSync, openSync, writeFileSync, writeSync } from "node:fs";
import { randomFillSync } from "node:crypto";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { launch, type Page, visit } from "./browser.ts";
import { PLACE, running } from "./panel.ts";
import { unwatched } from "./unwatched.ts";
import { arrive, next, say, write } from "./walk.ts";

/** Of all of it, seconds. What has not ended then is told as such. */
const LIMIT = Number(process.env["LIMIT"] ?? 330);
const NOT_COMPILED = "--js-flags=--jitless";
const panel = running();
const end = Date.now() + LIMIT * 1000;
mkdirSync(PLACE, { recursive: true });

/** A file of random bytes. */
function file(mebibytes: number): string {
  const path = join(PLACE, `${mebibytes}.bin`);
  const made = openSync(path, "w");
  const piece = Buffer.alloc(1 << 20);
  for (let i = 0; i < mebibytes; i++) writeSync(made, randomFillSync(piece));
  closeSync(made);
  return path;
}

/** Up to where two of the words were typed and "seal and send" is next. */
async function ready(page: Page, address: string, path: string, attach?: (selector: string, path: string) => Promise<void>): Promise<void> {
  await arrive(page, address, "es");
  await next(page);
  await write(page, { language: "es", story: "Medida.", files: [path], ...(attach === undefined ? {} : { attach }) });
  await next(page);
  const shown = page.locator(".words b");
  await shown.first().waitFor();
  const words = await shown.allTextContents();
  await next(page);
  await say(page, words);
}

/** In the page, after the driver has gone: clicks, and writes into the title how long it took until it is recorded, or what is shown instead. */
function sendAlone(): void {
  document.title = "waiting";
  setTimeout(() => {
    const start = performance.now();
    new MutationObserver(() => {
      const stopped = document.querySelector("main .note.stop, main .note.warn")?.textContent;
      if (document.querySelector(".recorded") !== null) document.title = `recorded ${performance.now() - start}`;
      else if (document.querySelector("main progress") === null && stopped !== undefined) document.title = `stopped: ${stopped}`;
    }).observe(document.body, { childList: true, subtree: true });
    document.querySelector<HTMLElement>('[type="submit"]')?.click();
  }, 3000);
}

async function sent(mebibytes: number, flags: readonly string[]): Promise<string> {
  const chromium = await unwatched(...flags);
  try {
    await ready(chromium.page, panel.origin, file(mebibytes), chromium.attach);
    await chromium.page.evaluate(sendAlone);
    await chromium.leave();
    await new Promise((done) => setTimeout(done, 2000));
    const before = chromium.restart();
    let title = "waiting";
    while (!/^(recorded|stopped)/.test(title) && Date.now() < end) {
      await new Promise((done) => setTimeout(done, 250));
      title = await chromium.title();
    }
    const memory = `${before} and ${chromium.peak()} MiB`;
    const [, took] = /^recorded (.*)$/.exec(title) ?? [];
    if (took === undefined) return `${title === "waiting" ? "not within the time" : title} | ${memory}`;
    return `${(Number(took) / 1000).toFixed(1)} s, ${(mebibytes / (Number(took) / 1000)).toFixed(0)} MiB/s | ${memory}`;
  } finally {
    await chromium.close();
  }
}

async function sealedToFile(mebibytes: number, flags: readonly string[]): Promise<string> {
  const saved = join(PLACE, "tresllaves.html");
  writeFileSync(saved, Buffer.from(await (await fetch(`${panel.origin}/offline.html`)).arrayBuffer()));
  const browser = await launch(...flags);
  const page = await visit(browser);
  await ready(page, pathToFileURL(saved).href, file(mebibytes));
  const start = performance.now();
  await Promise.all([page.waitForEvent("download"), page.locator('[type="submit"]').click()]);
  const took = performance.now() - start;
  await browser.close();
  return `${(took / 1000).toFixed(2)} s`;
}

console.log("| file | JIT | sealed, sent and recorded over loopback | resident memory of the page's process: before, peak | sealed to a file by the offline page |");
console.log("|---|---|---|---|---|");
const sizes = (process.env["SIZES"] ?? "").split(",").filter((size) => size !== "").map(Number);
for (const [size, flags] of [[25, []], [25, [NOT_COMPILED]], [100, []], [1000, []]] as const) {
  if (sizes.length > 0 && !sizes.includes(size)) continue;
  console.log(`| ${size} MiB | ${flags.length === 0 ? "yes" : "no"} | ${await sent(size, flags)} | ${size < 100 ? await sealedToFile(size, flags) : ""} |`);
}
