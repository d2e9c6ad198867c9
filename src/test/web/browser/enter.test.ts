import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, visit } from "./browser.ts";
import { running } from "./panel.ts";
import { arrive } from "./walk.ts";

const open = browser();
const panel = running();

test("a word is completed while it is none yet; a whole one leaves no list over the button", async () => {
  const page = await visit(open(), { width: 360 });
  await arrive(page, panel.origin, "en");
  await page.locator(".actions .return").click();
  const inputs = page.locator(".entries input");
  await inputs.first().waitFor();
  await page.waitForLoadState("networkidle");
  const options = page.locator("datalist option");
  await inputs.last().pressSequentially("ac");
  assert.ok((await options.count()) > 1);
  await inputs.last().pressSequentially("t");
  assert.equal(await options.count(), 0, "“act” is a word, and “action” is one too");
  await inputs.last().pressSequentially("i");
  assert.ok((await options.count()) > 0);
  await inputs.last().fill("");
  for (const input of (await inputs.all()).slice(0, 11)) await input.fill("abandon");
  await inputs.last().pressSequentially("about");
  await page.locator('[type="submit"]').click();
  await page.locator(".status").waitFor();
});
