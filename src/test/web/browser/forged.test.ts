import assert from "node:assert/strict";
import { test } from "node:test";
import { type Change, lying } from "./between.ts";
import { browser, visit } from "./browser.ts";
import { running } from "./panel.ts";
import { arrive, next, send, write } from "./walk.ts";

const open = browser();
const panel = running();

/** What is shown when the server lies: a warning, and nowhere to type. */
async function refused(change: Change, fragment = "", language = "es"): Promise<string> {
  const server = await lying(panel.origin, change);
  const page = await visit(open());
  await page.goto(`${server.origin}/${fragment}`);
  await page.locator(`.choices button[lang="${language}"]`).click();
  await page.locator(".note.stop").waitFor();
  assert.equal(await page.locator("input, textarea").count(), 0);
  assert.equal(await page.locator(".actions .main").count(), 0);
  return (await page.locator("main").textContent()) ?? "";
}

/** One letter of the text at `word` is another. */
function flip(word: string, by: string): Change {
  return (path, body) => (path === "/v1/rosters" ? Buffer.from(body.toString("latin1").replace(word, by), "latin1") : body);
}

test("a roster with another name than the one that was signed", async () => {
  assert.match(await refused(flip("Rita_Sol", "Rita_Sal")), /no está firmada como debe/);
});

test("a roster with a key that somebody put in place of a member's", async () => {
  const change: Change = (path, body) => {
    if (path !== "/v1/rosters") return body;
    const text = body.toString("latin1");
    const member = /member 1 [^\n]* ([A-Za-z0-9+/=]{1000,})\n/.exec(text)?.[1] ?? assert.fail("no member");
    return Buffer.from(text.replace(member, (member[0] === "A" ? "B" : "A") + member.slice(1)), "latin1");
  };
  assert.match(await refused(change), /no está firmada como debe/);
});

test("another panel than the one of the address", async () => {
  const other = (panel.panelId.startsWith("0") ? "1" : "0") + panel.panelId.slice(1);
  assert.match(await refused((_, body) => body, `#${other}`), /no es el panel de la dirección/);
});

test("a questionnaire of which one letter was altered, in a language that nobody chose, and that comes late", async () => {
  const alter: Change = (path, body) => (path === "/v1/forms" ? Buffer.from(body.toString("utf8").replace("English", "Englisc"), "utf8") : body);
  const server = await lying(panel.origin, alter, undefined, "/v1/forms");
  const page = await visit(open());
  await arrive(page, server.origin, "es");
  await next(page);
  await page.locator(".people").first().waitFor();
  await next(page);
  await page.locator("main progress").waitFor();
  assert.equal(await page.locator("textarea").count(), 0, "there is something to type in before the questionnaires are known");
  await page.locator(".note.stop").waitFor();
  assert.match((await page.locator("main").textContent()) ?? "", /cuestionario que no es el que firmó/);
  assert.equal(await page.locator("input, textarea").count(), 0);
});

test("a promise that the log's key did not sign is not called recorded", async () => {
  const server = await lying(panel.origin, (path, body) => {
    if (!path.endsWith("/commit")) return body;
    const changed = Buffer.from(body);
    changed[60] = (changed[60] ?? 0) ^ 1;
    return changed;
  });
  const page = await visit(open());
  await arrive(page, server.origin, "es");
  await next(page);
  await write(page, { language: "es", story: "Nada." });
  await send(page);
  await page.locator(".note.stop").waitFor();
  assert.match((await page.locator("main").textContent()) ?? "", /promesa del servidor no está firmada/);
});
