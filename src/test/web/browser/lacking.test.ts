import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { browser, type Page, visit } from "./browser.ts";
import { running } from "./panel.ts";
import { arrive, next, recorded, send } from "./walk.ts";

const open = browser();
const panel = running();
const texts = (language: string, name: string): Record<string, string> => JSON.parse(readFileSync(`config/questionnaires/${language}/${name}.json`, "utf8")) as Record<string, string>;

/** At the summary of a report that somebody was taken, with nothing but its text. */
async function summary(language: string): Promise<Page> {
  const page = await visit(open());
  await arrive(page, panel.origin, language);
  await next(page);
  await page.locator(".people").first().waitFor();
  await next(page);
  await page.locator("textarea").first().fill("x");
  await page.getByText(texts(language, "disappearance")["title"]!, { exact: true }).click();
  await next(page);
  await page.locator("#files-input").waitFor({ state: "attached" });
  await next(page);
  await page.locator("textarea").waitFor();
  await next(page);
  await page.locator(".facts").waitFor();
  return page;
}

for (const language of ["es", "en", "pt", "fr", "ar"]) {
  test(`in ${language} the summary says what outside bodies usually ask for, in the words of the questions`, async () => {
    const page = await summary(language);
    const [core, own] = [texts(language, "core"), texts(language, "disappearance")];
    const bodies = page.locator(".lacking details");
    assert.equal(await bodies.count(), 3);
    await bodies.first().locator("summary").click();
    const said = (await page.locator(".lacking").textContent()) ?? "";
    for (const text of [core["mechanism.wgeid"], core["mechanism.ced"], own["last-seen"], own["last-place"], core["victim.name"], core["force"], core["force-why"]]) {
      assert.ok(said.includes(text!), `${text} is not said`);
    }
    assert.ok(!said.includes(core["agreed"]!), "what nobody is asked is not missed");
    assert.doesNotMatch(said, /lacking\.|mechanism\.|undefined/);
  });
}

test("a missing question is one press away, what was answered is missed no more, and nothing of it keeps a report from being sent", async () => {
  const page = await summary("es");
  const name = texts("es", "core")["victim.name"]!;
  const body = page.locator(".lacking details").first();
  const count = async (): Promise<number> => body.locator("li").count();
  const before = await count();
  await body.locator("summary").click();
  await body.getByRole("button", { name }).click();
  await page.locator('[data-answer="victim.1.name"]').waitFor();
  assert.equal(await page.evaluate(() => document.activeElement?.getAttribute("data-answer")), "victim.1.name");
  await page.keyboard.type("Luz");
  await next(page);
  await page.locator(".facts").waitFor();
  assert.equal(await count(), before - 1);
  await body.locator("summary").click();
  await body.getByRole("button", { name: "Quién es usted" }).click();
  await page.locator("textarea").fill("Luz, en casa de Ana");
  await next(page);
  await page.locator(".facts").waitFor();
  assert.equal(await count(), before - 2);
  await send(page);
  await recorded(page);
});
