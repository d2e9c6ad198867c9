// A source at the page: what it clicks and types, from the language to "recorded". Named by what is on the screen, in any language.
import assert from "node:assert/strict";
import type { Page } from "./browser.ts";

export interface Report {
  readonly language: string;
  readonly story: string;
  readonly files?: readonly string[];
  /** Which copy of the first image: 0 original, 1 clean, 2 both. */
  readonly keep?: number;
  readonly hideNames?: boolean;
  /** The number on the roster of somebody to exclude. */
  readonly exclude?: number;
  readonly identity?: string;
  /** How a file gets into the field; by the driver if nothing else is said. */
  readonly attach?: (selector: string, path: string) => Promise<void>;
  /** Choose the first questionnaire and answer its first question of yes or no. */
  readonly form?: boolean;
}

/** Told at every state, with its name. */
export type At = (state: string, page: Page) => Promise<void>;

const nothing: At = async () => undefined;

export async function next(page: Page): Promise<void> {
  await page.locator(".actions .main").click();
}

/** Opens the page and chooses a language. The fingerprint is there when the chain was verified and the words have come. */
export async function arrive(page: Page, address: string, language: string, at: At = nothing): Promise<void> {
  await page.goto(address);
  await page.locator(".choices button").first().waitFor();
  await at("language", page);
  await page.locator(`.choices button[lang="${language}"]`).click();
  await page.locator(".print li").first().waitFor();
  await at("welcome", page);
}

/** Everything up to the words. */
export async function write(page: Page, report: Report, at: At = nothing): Promise<void> {
  if (report.exclude !== undefined) await page.locator(`input[name="out${report.exclude}"]`).check();
  await at("people", page);
  await next(page);
  await page.locator("textarea").first().fill(report.story);
  if (report.form === true) {
    await page.locator('input[name="kind"]').nth(1).check();
    await page.locator('.questions input[type="radio"]').first().check();
  }
  await at("questions", page);
  await next(page);
  const input = page.locator("#files-input");
  await input.waitFor({ state: "attached" });
  if (report.files !== undefined) {
    if (report.attach === undefined) await input.setInputFiles([...report.files]);
    else for (const path of report.files) await report.attach("#files-input", path);
    await page.locator(".card .thumb").nth(report.files.length - 1).waitFor();
    if (report.keep !== undefined) await page.locator('.card input[type="radio"]').nth(report.keep).check();
    if (report.hideNames === true) await page.locator('input[name="names"]').check();
  }
  await at("files", page);
  await next(page);
  const who = page.locator("textarea");
  await who.waitFor();
  if (report.identity !== undefined) await who.fill(report.identity);
  await at("identity", page);
  await next(page);
  await page.locator(".facts").waitFor();
  await at("review", page);
}

/** Reads the words off the screen, says two of them, sends; ends when it is recorded. */
export async function send(page: Page, at: At = nothing): Promise<string[]> {
  await next(page);
  const shown = page.locator(".words b");
  await shown.first().waitFor();
  const words = await shown.allTextContents();
  await at("words", page);
  await next(page);
  await say(page, words);
  await at("confirm", page);
  await page.locator('[type="submit"]').click();
  await at("sending", page);
  return words;
}

/** Types the words that are asked back. */
export async function say(page: Page, words: readonly string[]): Promise<void> {
  const asked = page.locator('input[name^="w"]');
  await asked.first().waitFor();
  for (const input of await asked.all()) await input.fill(words[Number((await input.getAttribute("name"))?.slice(1))] ?? "");
}

export async function recorded(page: Page, at: At = nothing): Promise<void> {
  await page.locator(".recorded").waitFor();
  await at("recorded", page);
}

/** Comes back with twelve words, in a new visit, as soon as they are found. */
export async function comeBack(page: Page, address: string, language: string, words: readonly string[], at: At = nothing): Promise<void> {
  await arrive(page, address, language);
  await page.locator(".actions .return").click();
  const inputs = page.locator(".entries input");
  await inputs.first().waitFor();
  for (const [i, input] of (await inputs.all()).entries()) await input.fill(words[i] ?? "");
  await at("enter", page);
  await page.locator('[type="submit"]').click();
  await page.locator(".status, .note.stop, .note.warn").first().waitFor();
  assert.ok(await page.locator(".status").isVisible(), (await page.locator("main").textContent()) ?? "");
  await at("status", page);
}
