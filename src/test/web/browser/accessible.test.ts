import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { findings, widest } from "./accessible.ts";
import { lying } from "./between.ts";
import { browser, type Page, visit } from "./browser.ts";
import { PLACE, running } from "./panel.ts";
import { type At, arrive, comeBack, next, recorded, send, write } from "./walk.ts";

const open = browser();
const panel = running();
/** A key of the page's own texts. */
const KEY = new RegExp(`(^|\\s)(${Object.keys(JSON.parse(readFileSync("src/main/web/texts.es.json", "utf8")) as object).filter((key) => key.includes(".")).map((key) => key.replaceAll(".", "\\.")).join("|")})(\\s|$)`);
const FILES = ["photo.jpg", "invoices.pdf"].map((name) => join(process.cwd(), "config/samples", name));

/** axe, every rule of WCAG 2.2 A and AA and its good practice; nothing wider than the window; one main heading, and the focus on it. */
async function check(state: string, page: Page, language: string): Promise<void> {
  const where = `${language} ${state}`;
  assert.deepEqual(await findings(page), [], where);
  const seen = await page.evaluate(() => ({ text: document.body.innerText, focus: document.activeElement?.tagName, headings: document.querySelectorAll("h1").length, lang: document.documentElement.lang, dir: document.documentElement.dir }));
  assert.ok((await widest(page)) <= 360, `${where} is ${await widest(page)} px wide`);
  assert.doesNotMatch(seen.text, KEY, `${where} shows the key of a text that is not there`);
  assert.equal(seen.headings, 1, where);
  if (state === "language") return;
  assert.equal(seen.lang, language);
  assert.equal(seen.dir, language === "ar" ? "rtl" : "ltr");
}

for (const language of ["es", "en", "pt", "fr", "ar"]) {
  test(`every state in ${language} has no finding of axe and fits 360 px`, async () => {
    const errors: string[] = [];
    const page = await visit(open(), { width: 360, errors });
    const at: At = (state, shown) => check(state, shown, language);
    await arrive(page, panel.origin, language, at);
    await page.locator("details").evaluateAll((all) => all.forEach((one) => one.setAttribute("open", "")));
    await at("welcome, all open", page);
    await next(page);
    await write(page, { language, story: "A text.", files: FILES, keep: 2, exclude: 1, form: true }, at);
    const words = await send(page, async (state, shown) => { if (state !== "sending") await at(state, shown); });
    await recorded(page, at);
    const back = await visit(open(), { width: 360, errors });
    await comeBack(back, panel.origin, language, words, at);
    assert.deepEqual(errors, []);
  });
}

test("axe finds what is wrong", async () => {
  const page = await visit(open(), { width: 360 });
  await arrive(page, panel.origin, "es");
  await page.evaluate(() => document.querySelector("main")?.append(document.createElement("input")));
  await assert.rejects(check("a field without a label", page, "es"), /label/);
});

for (const language of ["es", "ar"]) {
  test(`what is shown when something is wrong in ${language} has no finding either`, async () => {
    const page = await visit(open(), { width: 360 });
    const at = (state: string, shown: Page = page): Promise<void> => check(state, shown, language);
    await arrive(page, panel.origin, language);
    await next(page);
    for (const out of [1, 2]) await page.locator(`input[name="out${out}"]`).check();
    await next(page);
    await page.locator(".error:not([hidden])").waitFor();
    await at("too many left out");
    await page.locator('input[name="out2"]').uncheck();
    await write(page, { language, story: " " });
    await page.locator(".error:not([hidden])").waitFor();
    assert.equal(await page.locator(".actions .main").count(), 0, "nothing told can be sealed");
    await at("nothing told");
    await page.locator(".facts button").nth(1).click();
    await page.locator("textarea").first().fill("1");
    await next(page);
    const words = await send(page);
    await recorded(page);

    const back = await visit(open(), { width: 360 });
    await arrive(back, panel.origin, language);
    await back.locator(".actions .return").click();
    const inputs = back.locator(".entries input");
    await inputs.first().waitFor();
    for (const [i, input] of (await inputs.all()).entries()) await input.fill(i === 4 ? "qqqqqqq" : (words[i] ?? ""));
    await back.locator('[type="submit"]').click();
    await back.locator(".error:not([hidden])").waitFor();
    assert.match((await back.locator(".error").textContent()) ?? "", /5.*qqqqqqq/);
    assert.equal(await inputs.nth(4).getAttribute("aria-invalid"), "true");
    await at("a wrong word", back);

    const found = await visit(open(), { width: 360 });
    for (let i = 0; i < 20 && (await found.locator('h2[id="report1"]').count()) === 0; i++) await comeBack(found, panel.origin, language, words);
    await found.locator('section:has(h2[id="report1"]) button').click();
    await at("withdraw?", found);
    await found.locator(".actions button").nth(1).click();
    await found.locator('.lead[role="status"]').waitFor();
    await at("withdrawn", found);

    const lies = await lying(panel.origin, (path, body) => (path === "/v1/rosters" ? Buffer.from(body.toString("latin1").replace("Rita_Sol", "Rita_Sal"), "latin1") : body));
    const stopped = await visit(open(), { width: 360 });
    await stopped.goto(lies.origin);
    await stopped.locator(`.choices button[lang="${language}"]`).click();
    await stopped.locator(".note.stop").waitFor();
    await at("stopped", stopped);
  });

  test(`the offline page in ${language}, with and without a panel in it, has no finding`, async () => {
    const whole = Buffer.from(await (await fetch(`${panel.origin}/offline.html`)).arrayBuffer());
    const [saved, bare] = [join(PLACE, `offline-${language}.html`), join(PLACE, `bare-${language}.html`)];
    writeFileSync(saved, whole);
    writeFileSync(bare, whole.subarray(0, whole.lastIndexOf('<script type="text/plain"')));
    const page = await visit(open(), { width: 360 });
    await page.goto(pathToFileURL(bare).href);
    await page.locator(`.choices button[lang="${language}"]`).click();
    const chain = page.locator("#chain");
    await chain.waitFor();
    await check("without a panel", page, language);
    await chain.setInputFiles(saved);
    await page.locator(".error:not([hidden])").waitFor();
    const rosters = join(PLACE, `rosters-${language}`);
    writeFileSync(rosters, Buffer.from(await (await fetch(`${panel.origin}/v1/rosters`)).arrayBuffer()));
    await chain.setInputFiles(rosters);
    await page.locator(".print li").first().waitFor();
    await check("with a chosen panel", page, language);
    await next(page);
    await write(page, { language, story: "1" });
    await Promise.all([page.waitForEvent("download"), send(page)]);
    await page.locator(".sealed").waitFor();
    await check("sealed to a file", page, language);
  });
}
