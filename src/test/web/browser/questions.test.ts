import assert from "node:assert/strict";
import { test } from "node:test";
import { browser, type Page, visit } from "./browser.ts";
import { running } from "./panel.ts";
import { arrive, next } from "./walk.ts";

const open = browser();
const panel = running();

/** At the questions of the first questionnaire, all sections open. */
async function asked(): Promise<Page> {
  const page = await visit(open());
  await arrive(page, panel.origin, "es");
  await next(page);
  await page.locator(".people").first().waitFor();
  await next(page);
  await page.locator("textarea").first().waitFor();
  await page.locator('input[name="kind"]').nth(1).check();
  await page.locator(".questions details").evaluateAll((all) => all.forEach((one) => one.setAttribute("open", "")));
  return page;
}

test("a question that an answer calls comes and goes with it, and so does advice", async () => {
  const page = await asked();
  const danger = page.locator('fieldset[data-answer="danger"] input');
  const who = page.locator('[data-answer="danger-who"]');
  const advice = page.locator(".questions [role=status] li");
  assert.equal(await who.isVisible(), false);
  const before = await advice.count();
  await danger.nth(0).check();
  assert.equal(await who.isVisible(), true);
  assert.equal(await advice.count(), before + 1);
  await danger.nth(1).check();
  assert.equal(await who.isVisible(), false);
  assert.equal(await advice.count(), before);
});

test("a date may lack its day and month, and one that does not exist is named; elements of a group are added and removed", async () => {
  const page = await asked();
  const date = page.locator('fieldset[data-answer]:not([data-answer*="."]):has(> div > .date)').first();
  const [day, year] = [date.locator("input[inputmode]").nth(0), date.locator("input[inputmode]").nth(1)];
  await day.fill("31");
  await date.locator("select").first().selectOption("02");
  await year.fill("2026");
  await next(page);
  await page.locator(".error:not([hidden])").waitFor();
  assert.equal(await day.evaluate((input) => input === document.activeElement), true);
  await day.fill("");
  const group = page.locator(".question:has(> div > h3)").first();
  await group.locator("fieldset.card input[type=text]").first().fill("Uno");
  const cards = group.locator("fieldset.card");
  await group.locator("> div > p button").click();
  assert.equal(await cards.count(), 2);
  await cards.nth(1).locator("input[type=text]").first().fill("Dos");
  await cards.nth(0).locator("> button").click();
  assert.equal(await cards.count(), 1);
  await next(page);
  await page.locator("#files-input").waitFor({ state: "attached" });
  await next(page);
  await page.locator("textarea").waitFor();
  await next(page);
  await page.locator(".facts").waitFor();
  assert.match((await page.locator(".facts").textContent()) ?? "", /2 preguntas respondidas/);
  await page.locator(".facts button").nth(1).click();
  await page.locator('input[name="kind"]:checked').waitFor();
  assert.equal(await page.locator("fieldset.card input[type=text]").evaluateAll((all) => all.some((input) => (input as HTMLInputElement).value === "Dos")), true, "answers are there when one comes back");
});
