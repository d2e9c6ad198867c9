import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, type Page, visit } from "./browser.ts";
import { running } from "./panel.ts";
import { arrive, comeBack, next, recorded, send, write } from "./walk.ts";

const open = browser();
const panel = running();
const word = (status: number, text: string) => ({ status, contentType: "application/octet-stream", body: text.padEnd(32) });

/** A report up to its summary, and the eids of all uploads from then on. */
async function written(story: string): Promise<{ page: Page; eids: Set<string | undefined> }> {
  const page = await visit(open());
  const eids = new Set<string | undefined>();
  page.on("request", (request) => {
    const path = new URL(request.url()).pathname;
    if (path.startsWith("/v1/upload/")) eids.add(path.split("/")[3]);
  });
  await arrive(page, panel.origin, "es");
  await next(page);
  await write(page, { language: "es", story });
  return { page, eids };
}

for (const [status, refusal] of [[409, "used"], [422, "refused"]] as const) {
  test(`an envelope that is refused for good (${refusal}) is dropped, and the next attempt makes another one with the same words`, async () => {
    const { page, eids } = await written("Sellado dos veces.");
    await page.route("**/commit", (route) => route.fulfill(word(status, refusal)), { times: 1 });
    await send(page);
    await page.locator(".note.warn").waitFor();
    assert.match((await page.locator("main").textContent()) ?? "", /Se sellará de nuevo/);
    await next(page);
    await recorded(page);
    assert.equal(eids.size, 2);
  });
}

test("what was written is there until the end has been shown: where showing it fails, the next attempt sends the same envelope", async () => {
  const { page, eids } = await written("Se enseña primero.");
  await page.evaluate(() => {
    const whole = Intl.DateTimeFormat;
    Intl.DateTimeFormat = class {
      constructor() {
        Intl.DateTimeFormat = whole;
        throw new Error("no calendar");
      }
    } as unknown as typeof whole;
  });
  await send(page);
  await page.locator("main .note").waitFor();
  assert.equal(await page.locator(".recorded").count(), 0);
  await next(page);
  await recorded(page);
  assert.equal(eids.size, 1);
});

test("after a stop, going back and writing anew uses the words that were confirmed last", async () => {
  const { page } = await written("No llegó.");
  await page.route("**/v1/upload/*", (route) => route.fulfill(word(507, "full")), { times: 1 });
  const words = await send(page);
  await page.locator(".note.warn").waitFor();
  await page.locator(".actions button:not(.main)").first().click();
  await page.locator(".print").waitFor();
  await next(page);
  await write(page, { language: "es", story: "Ahora sí." });
  await next(page);
  await recorded(page);
  const back = await visit(open());
  for (let i = 0; i < 20; i++) {
    await comeBack(back, panel.origin, "es", words);
    if ((await back.locator('h2[id^="report"]').count()) === 1) return;
  }
  assert.fail("the words find nothing");
});

test("a report that was just withdrawn is shown as withdrawn and cannot be withdrawn again", async () => {
  const { page } = await written("Retirado.");
  const words = await send(page);
  await recorded(page);
  const back = await visit(open());
  for (let i = 0; i < 20 && (await back.locator('h2[id="report1"]').count()) === 0; i++) await comeBack(back, panel.origin, "es", words);
  const report = back.locator('section:has(h2[id="report1"])');
  assert.doesNotMatch((await report.textContent()) ?? "", /Retirado con estas palabras/);
  await report.locator("button").click();
  await back.locator(".actions button").nth(1).click();
  await back.locator('.lead[role="status"]').waitFor();
  await back.locator(".actions button").click();
  await back.locator(".status").waitFor();
  assert.match((await report.textContent()) ?? "", /Retirado con estas palabras/);
  assert.equal(await report.locator("button").count(), 0);
});

test("where the rest of the page does not come, it says so before anything can be typed, and trying again loads the page anew with its panel", async () => {
  const page = await visit(open());
  let broken = true;
  await page.route("**/later.js", (route) => (broken ? route.fulfill({ status: 404, body: "" }) : route.continue()));
  await page.addInitScript(() => {
    const wait = globalThis.setTimeout; // the waits between its own attempts
    globalThis.setTimeout = ((act: () => void, milliseconds = 0) => wait(act, milliseconds >= 1000 ? 50 : milliseconds)) as typeof setTimeout;
  });
  await page.goto(`${panel.origin}/#${panel.panelId}`);
  await page.locator('.choices button[lang="es"]').click();
  await page.locator(".print li").first().waitFor();
  await next(page);
  await page.locator("main .note").waitFor();
  assert.match((await page.locator("main").textContent()) ?? "", /El servidor no responde/);
  assert.equal(await page.locator("textarea").count(), 0);
  broken = false;
  await next(page);
  await page.locator('.choices button[lang="es"]').click();
  await page.locator(".print li").first().waitFor();
  assert.equal(page.url(), `${panel.origin}/`);
  assert.match((await page.locator("main").textContent()) ?? "", /Es el panel de la dirección/);
  await next(page);
  await page.locator(".people").first().waitFor();
});
