import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { AXE, browser, type Page, visit } from "./browser.ts";
import { running } from "./panel.ts";
import { type At, arrive, comeBack, next, recorded, send, write } from "./walk.ts";

const open = browser();
const panel = running();
const FILES = ["photo.jpg", "invoices.pdf"].map((name) => join(process.cwd(), "config/samples", name));

interface Finding { readonly id: string; readonly nodes: readonly { readonly html: string }[]; }

/** axe, every rule of WCAG 2.2 A and AA and its good practice; nothing wider than the window; one main heading, and the focus on it. */
async function check(state: string, page: Page, language: string): Promise<void> {
  const where = `${language} ${state}`;
  const found = await page.evaluate(async (source) => {
    const global = window as unknown as { axe?: { run(): Promise<{ violations: Finding[] }> } };
    if (global.axe === undefined) (0, eval)(source);
    return (await global.axe!.run()).violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
  }, AXE);
  assert.deepEqual(found, [], where);
  const seen = await page.evaluate(() => ({ wide: document.documentElement.scrollWidth, focus: document.activeElement?.tagName, headings: document.querySelectorAll("h1").length, lang: document.documentElement.lang, dir: document.documentElement.dir }));
  assert.ok(seen.wide <= 360, `${where} is ${seen.wide} px wide`);
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
