import assert from "node:assert/strict";
import { test } from "node:test";
import { lying } from "./between.ts";
import { browser, visit } from "./browser.ts";
import { running } from "./panel.ts";
import { arrive, comeBack, next, recorded, send, write } from "./walk.ts";

const open = browser();
const panel = running();

/** Every request of a visit, in order, with its size and all of its headers. */
async function trace(act: (origin: string) => Promise<void>): Promise<string[]> {
  const seen: string[] = [];
  const server = await lying(panel.origin, undefined, (line) => seen.push(line));
  await act(server.origin);
  return seen.map((line) => line.replaceAll(server.origin, "here"));
}

test("a first visit in one language and a return in another make the same requests, in the same order and of the same size", async () => {
  let words: string[] = [];
  const first = await trace(async (origin) => {
    const page = await visit(open());
    await arrive(page, `${origin}/#${panel.panelId}`, "es");
    await page.waitForLoadState("networkidle");
    await next(page);
    await write(page, { language: "es", story: "Uno.", form: true });
    words = await send(page);
    await recorded(page);
  });
  const back = await trace(async (origin) => {
    const page = await visit(open());
    await comeBack(page, origin, "ar", words);
    await page.waitForLoadState("networkidle");
  });
  const nobody = await trace(async (origin) => {
    const page = await visit(open());
    await page.goto(origin);
    await page.waitForLoadState("networkidle");
  });
  const visits = first.filter((line) => !line.includes("/v1/upload/"));
  assert.deepEqual(back, visits);
  assert.deepEqual(nobody, visits);
  assert.ok(visits.length >= 9, `only ${visits.length} requests`);
  assert.ok(!visits.some((line) => /cookie|if-none|referer|range/i.test(line)));
});
