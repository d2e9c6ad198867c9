import assert from "node:assert/strict";
import { closeSync, ftruncateSync, openSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { browser, visit } from "./browser.ts";
import { PLACE, running } from "./panel.ts";
import { arrive, next } from "./walk.ts";

const open = browser();
const panel = running();

/** A file of so many MiB, of zeros that take no place on the disk. */
function sparse(mebibytes: number): string {
  const path = join(PLACE, `${mebibytes}.sparse`);
  const made = openSync(path, "w");
  ftruncateSync(made, mebibytes << 20);
  closeSync(made);
  return path;
}

test("how much fits is said before files are chosen, and what does not fit is said at once; nothing is announced", async () => {
  const page = await visit(open());
  const asked: string[] = [];
  page.on("request", (request) => asked.push(new URL(request.url()).pathname));
  await arrive(page, panel.origin, "es");
  await next(page);
  await page.locator(".people").first().waitFor();
  await next(page);
  await page.locator("textarea").first().fill("x");
  await next(page);
  const limit = page.locator("#files-limit");
  await limit.waitFor();
  await page.waitForFunction(() => document.querySelector("#files-limit")?.textContent !== "");
  // This server takes envelopes of 64 MiB.
  assert.match((await limit.textContent()) ?? "", /64 archivos y 63,9\sMB en total/);
  const input = page.locator("#files-input");
  await input.setInputFiles(sparse(63));
  await page.locator(".card .thumb").first().waitFor();
  await input.setInputFiles(sparse(1));
  await page.locator(".card .thumb").nth(1).waitFor();
  await next(page);
  await page.locator(".error:not([hidden])").waitFor();
  assert.match((await page.locator(".error:not([hidden])").textContent()) ?? "", /63,9\sMB/);
  await page.locator(".card button").nth(1).click();
  await next(page);
  await page.locator("textarea").waitFor();
  assert.ok(!asked.some((path) => path.startsWith("/v1/upload")));
});
