// One Chromium for a test file; every visit in a context of its own, as a private window is.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before } from "node:test";
import type * as playwright from "playwright-core";

const page = createRequire(join(process.cwd(), "src/main/web/package.json"));
export const { chromium } = page("playwright-core") as typeof playwright;
export const PROGRAM = process.env["CHROMIUM"] ?? "/usr/bin/chromium";
export const AXE = readFileSync(page.resolve("axe-core/axe.min.js"), "utf8");

export type Browser = playwright.Browser;
export type Page = playwright.Page;

/** The machine's Chromium; no sandbox where the tests run as root. */
export function launch(...args: string[]): Promise<Browser> {
  const root = process.getuid?.() === 0 ? ["--no-sandbox"] : [];
  return chromium.launch({ executablePath: PROGRAM, args: [...root, ...args] });
}

/** A browser for the tests of one file. */
export function browser(...args: string[]): () => Browser {
  let opened: Browser | undefined;
  before(async () => { opened = await launch(...args); });
  after(async () => { await opened?.close(); });
  return () => opened!;
}

export interface Visit { readonly width?: number; readonly scale?: number; readonly errors?: string[]; readonly javaScriptEnabled?: boolean; }

/** A new private window. Whatever the page says on its console as an error is a failure of the test. */
export async function visit(browser: Browser, { width = 1280, scale = 1, errors = [], javaScriptEnabled = true }: Visit = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: { width, height: 800 }, deviceScaleFactor: scale, reducedMotion: "reduce", acceptDownloads: true, javaScriptEnabled });
  const opened = await context.newPage();
  opened.setDefaultTimeout(60_000);
  opened.on("pageerror", (error) => errors.push(String(error)));
  opened.on("console", (message) => {
    if (message.type() === "error" && !/Loading the image 'data:,'|Failed to load resource/.test(message.text())) errors.push(message.text());
  });
  return opened;
}
