import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { browser, type Page, visit } from "./browser.ts";
import { running } from "./panel.ts";
import { arrive, next, write } from "./walk.ts";

const open = browser();
const panel = running();
const SECRET = "Lo hizo el comisario Quintero-Zarate";
const WHO = "Me llamo Itziar Beloki-Zubia";

async function writing(): Promise<Page> {
  const page = await visit(open());
  await page.goto("about:blank");
  await arrive(page, panel.origin, "es");
  await next(page);
  await write(page, { language: "es", story: SECRET, identity: WHO, files: [join(process.cwd(), "config/samples/invoices.pdf")] });
  return page;
}

/** Nothing of it is left where somebody could look: page, history, storage, memory. */
async function gone(page: Page): Promise<void> {
  await page.waitForURL("about:blank");
  assert.equal(await page.evaluate(() => document.documentElement.textContent), "");
  const devtools = await page.context().newCDPSession(page);
  const { entries } = (await devtools.send("Page.getNavigationHistory")) as { entries: { url: string; title: string }[] };
  assert.deepEqual(entries.map(({ url }) => url), ["about:blank", "about:blank"]);
  await page.goBack().catch(() => null);
  assert.equal(await page.evaluate(() => document.documentElement.textContent), "");
  const kept = await page.context().storageState();
  assert.deepEqual(kept, { cookies: [], origins: [] });
  for (const secret of [SECRET, WHO]) assert.ok(!(await heap(page)).includes(secret), `${secret} is still in memory`);
}

/** All strings of the page's memory after two collections. */
async function heap(page: Page): Promise<string> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send("HeapProfiler.enable");
  await devtools.send("HeapProfiler.collectGarbage");
  await devtools.send("HeapProfiler.collectGarbage");
  const parts: string[] = [];
  devtools.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => parts.push(chunk));
  await devtools.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  return parts.join("");
}

test("the memory search finds what is there", async () => {
  const page = await writing();
  assert.ok((await heap(page)).includes(SECRET));
});

test("the exit leaves nothing of what was typed", async () => {
  const page = await writing();
  await page.locator(".exit").click();
  await gone(page);
});

test("Escape twice is the exit, once is not", async () => {
  const page = await writing();
  await page.keyboard.press("Escape");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".facts").count(), 1);
  await page.keyboard.press("Escape");
  await gone(page);
});

test("going away by any other way wipes the page too, and coming back shows nothing", async () => {
  const page = await writing();
  await page.goto("about:blank");
  await page.goBack();
  await page.locator(".choices").waitFor();
  assert.ok(!((await page.textContent("body")) ?? "").includes(SECRET));
  assert.equal(await page.evaluate(() => localStorage.length + sessionStorage.length), 0);
});
