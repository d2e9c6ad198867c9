import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, type Page, visit } from "./browser.ts";
import { running } from "./panel.ts";

const open = browser();
const panel = running();

/** Tab until the focus is where `selector` says; fails when it comes round without. */
async function tabTo(page: Page, selector: string): Promise<void> {
  for (let i = 0; i < 80; i++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted) ?? false, selector)) return;
  }
  assert.fail(`the keyboard never reaches ${selector}`);
}

async function press(page: Page, selector: string): Promise<void> {
  await tabTo(page, selector);
  await page.keyboard.press("Enter");
}

/** After every step the focus is on the heading of what is new. */
async function arrived(page: Page, selector: string): Promise<void> {
  await page.locator(selector).first().waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.tagName), "H1", `focus after ${selector}`);
}

test("the whole way with nothing but the keyboard", async () => {
  const page = await visit(open());
  await page.goto(panel.origin);
  await arrived(page, ".choices");
  await press(page, '[lang="es"]');
  await page.locator(".print li").first().waitFor();
  await arrived(page, ".actions .main");
  await press(page, ".main");
  await arrived(page, ".people");
  await press(page, ".main");
  await arrived(page, "textarea");
  await tabTo(page, "textarea");
  await page.keyboard.type("Lo vi todo.");
  await press(page, ".main");
  await page.locator("#files-input").waitFor({ state: "attached" });
  await tabTo(page, "#files-input");
  await press(page, ".main");
  await arrived(page, "textarea");
  await press(page, ".main");
  await arrived(page, ".facts");
  await press(page, ".main");
  await page.locator(".words b").first().waitFor();
  const words = await page.locator(".words b").allTextContents();
  await press(page, ".main");
  await page.locator('input[name^="w"]').first().waitFor();
  const places = await page.locator('input[name^="w"]').evaluateAll((all) => all.map((input) => input.getAttribute("name") ?? ""));
  await tabTo(page, `[name="${places[0]}"]`);
  await page.keyboard.type("nada");
  await page.keyboard.press("Enter");
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("name")), places[0], "a wrong word takes the focus");
  await page.keyboard.press("Control+A");
  for (const [i, place] of places.entries()) {
    if (i > 0) await tabTo(page, `[name="${place}"]`);
    await page.keyboard.type(words[Number(place.slice(1))] ?? "");
  }
  await page.keyboard.press("Enter");
  await arrived(page, ".recorded");
});
