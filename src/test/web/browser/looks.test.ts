// What somebody with another way of seeing gets: dark, large, spaced, with few colours, without motion.
import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { findings, widest } from "./accessible.ts";
import { browser, type Page, visit } from "./browser.ts";
import { running } from "./panel.ts";
import { type At, arrive, comeBack, next, recorded, send, write } from "./walk.ts";

const open = browser();
const panel = running();
const FILES = ["photo.jpg", "invoices.pdf"].map((name) => join(process.cwd(), "config/samples", name));
/** WCAG 1.4.12: what a reader may set, and nothing may be lost by it. */
const SPACED = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-block-end: 2em !important }";

/** The whole way with every state looked at, questions and details open. */
async function everywhere(page: Page, language: string, at: At): Promise<void> {
  const all: At = async (state, shown) => {
    if (state === "sending") return;
    await shown.locator("details").evaluateAll((found) => found.forEach((one) => one.setAttribute("open", "")));
    await at(state, shown);
  };
  await arrive(page, panel.origin, language, all);
  await next(page);
  await write(page, { language, story: "x", files: FILES, keep: 2, exclude: 1, form: true }, all);
  const words = await send(page, all);
  await recorded(page, all);
  await comeBack(page, panel.origin, language, words, all);
}

test("in the dark no state has a finding, contrast included", async () => {
  const page = await visit(open(), { width: 360 });
  await page.emulateMedia({ colorScheme: "dark", reducedMotion: "reduce" });
  await everywhere(page, "es", async (state, shown) => assert.deepEqual(await findings(shown), [], `dark ${state}`));
  const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor.match(/\d+/g)!.map(Number));
  assert.ok(Math.max(...paper) < 60, `the dark page is ${paper.join()}`);
});

for (const language of ["fr", "ar"]) {
  test(`at 200 % of a window of 1280 px in ${language} nothing is lost or wider than the window, with the spacing of WCAG 1.4.12 neither`, async () => {
    const page = await visit(open(), { width: 640, scale: 2 });
    await everywhere(page, language, async (state, shown) => {
      assert.ok((await widest(shown)) <= 640, `${state} is ${await widest(shown)} px wide`);
    });
    const small = await visit(open(), { width: 360 });
    await everywhere(small, language, async (state, shown) => {
      const style = await shown.addStyleTag({ content: SPACED }).catch(() => undefined);
      assert.ok(style !== undefined || (await spacedByRule(shown)), state);
      assert.ok((await widest(shown)) <= 360, `spaced ${state} is ${await widest(shown)} px wide`);
      assert.deepEqual(await cut(shown), [], `spaced ${state} cuts text off`);
    });
  });
}

/** The page's policy lets no style element in; a rule in its own sheet is what a reader's browser would add. */
async function spacedByRule(page: Page): Promise<boolean> {
  return page.evaluate((css) => {
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
    document.adoptedStyleSheets = [sheet];
    return true;
  }, SPACED);
}

/** Texts that do not fit their box. */
async function cut(page: Page): Promise<string[]> {
  return page.evaluate(() => [...document.querySelectorAll<HTMLElement>("button, h1, h2, label, legend, summary, li, p")]
    .filter((one) => !one.closest(".unseen") && one.offsetParent !== null && getComputedStyle(one).overflowX !== "visible" && one.scrollWidth > one.clientWidth + 1)
    .map((one) => one.outerHTML.slice(0, 120)));
}

test("with forced colours every button, choice and step can be told from the paper, and with less motion nothing moves", async () => {
  const page = await visit(open(), { width: 360 });
  await page.emulateMedia({ forcedColors: "active", reducedMotion: "reduce" });
  await everywhere(page, "es", async (state, shown) => {
    const lost = await shown.evaluate(() => [...document.querySelectorAll<HTMLElement>("button:not(.link), .button, .tick, input[type=text], textarea, select, .card")]
      .filter((one) => one.offsetParent !== null && getComputedStyle(one).borderTopStyle === "none").map((one) => one.outerHTML.slice(0, 120)));
    assert.deepEqual(lost, [], `${state}: told by colour alone`);
    const moving = await shown.evaluate(() => document.getAnimations().filter(({ effect }) => Number(effect?.getComputedTiming().activeDuration ?? 0) > 1).length);
    assert.equal(moving, 0, state);
  });
});
