import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, type Page, visit } from "./browser.ts";
import { running } from "./panel.ts";
import { arrive, next, recorded, send, write } from "./walk.ts";

const open = browser();
const panel = running();
const word = (status: number, text: string) => ({ status, contentType: "application/octet-stream", body: text.padEnd(32) });
const RECORD = ["/v1/rosters", "/words.json", "/v1/forms", "/v1/largest", "/v1/intake", "/v1/board", "/v1/docket"];

/** Everything the page asks for, and the eids among it. */
function listen(page: Page): { paths: string[]; eids(): Set<string | undefined> } {
  const paths: string[] = [];
  page.on("request", (request) => paths.push(new URL(request.url()).pathname));
  return { paths, eids: () => new Set(paths.filter((path) => path.startsWith("/v1/upload/")).map((path) => path.split("/")[3])) };
}

async function sealed(page: Page, exclude?: number): Promise<void> {
  await arrive(page, `${panel.origin}/#${panel.panelId}`, "es");
  await page.waitForLoadState("networkidle");
  await next(page);
  await write(page, { language: "es", story: "Otra vez.", ...(exclude === undefined ? {} : { exclude }) });
}

test("a commit whose answer was lost is tried again with the same envelope", async () => {
  const page = await visit(open());
  const asked = listen(page);
  await page.route("**/commit", async (route) => {
    await route.fetch();
    await route.fulfill({ status: 502, body: "" });
  }, { times: 1 });
  await sealed(page);
  await send(page);
  await page.locator(".note.warn").waitFor();
  await next(page);
  await recorded(page);
  assert.equal(asked.eids().size, 1);
});

test("when the list of the panel changed, it is fetched and verified anew and nobody is left out any more; the words stay", async () => {
  const page = await visit(open());
  const asked = listen(page);
  await page.route("**/v1/upload/*", (route) => route.fulfill(word(410, "roster")), { times: 1 });
  await sealed(page, 2);
  await send(page);
  await page.locator(".note.warn").waitFor();
  const before = asked.paths.length;
  const last = page.waitForRequest("**/v1/docket");
  await next(page);
  await page.locator(".people").first().waitFor();
  assert.equal(await page.locator('input[name="out2"]').isChecked(), false);
  await last;
  assert.deepEqual(asked.paths.slice(before), RECORD);
  await next(page);
  await page.locator(".facts").waitFor();
  await next(page);
  await recorded(page);
  assert.equal(asked.eids().size, 2);
});

test("who comes back while the record is not to be had tries again from the start, in the same order", async () => {
  const page = await visit(open());
  const asked = listen(page);
  await page.route("**/v1/intake", (route) => route.fulfill(word(503, "later")), { times: 1 });
  await arrive(page, panel.origin, "en");
  await page.locator(".actions .return").click();
  await page.locator(".entries input").first().waitFor();
  for (const input of await page.locator(".entries input").all()) await input.fill("abandon");
  await page.locator(".entries input").last().fill("about");
  await page.locator('[type="submit"]').click();
  await page.locator(".note.warn").waitFor();
  assert.match((await page.locator("main").textContent()) ?? "", /The server does not answer/);
  await page.waitForLoadState("networkidle");
  const before = asked.paths.length;
  await next(page);
  await page.locator(".status").waitFor();
  assert.deepEqual(asked.paths.slice(before), RECORD);
});

test("a fragment that comes later is checked and leaves the address; one that is no panel_id stops", async () => {
  const page = await visit(open());
  await arrive(page, panel.origin, "es");
  await page.evaluate(() => { location.hash = "#0123"; });
  await page.locator(".choices").waitFor();
  assert.equal(page.url(), `${panel.origin}/`);
  await page.locator('.choices button[lang="es"]').click();
  await page.locator(".note.stop").waitFor();
  assert.match((await page.locator("main").textContent()) ?? "", /no es el panel de la dirección/);
});
