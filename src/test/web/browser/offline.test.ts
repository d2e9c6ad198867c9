import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { browser, visit } from "./browser.ts";
import { PLACE, running } from "./panel.ts";
import { arrive, comeBack, next, send, write } from "./walk.ts";

const open = browser();
const panel = running();

test("the offline page seals from a file without a network; a browser without scripts hands the file in; the words find it", async () => {
  const saved = join(PLACE, "tresllaves.html");
  writeFileSync(saved, Buffer.from(await (await fetch(`${panel.origin}/offline.html`)).arrayBuffer()));
  const errors: string[] = [];
  const page = await visit(open(), { errors });
  const asked: string[] = [];
  page.on("request", (request) => { if (!/^(file|blob|data):/.test(request.url())) asked.push(request.url()); });
  await page.context().setOffline(true);
  await arrive(page, pathToFileURL(saved).href, "ar");
  await next(page);
  await write(page, { language: "ar", story: "دون شبكة.", files: [join(process.cwd(), "config/samples/photo.jpg")], keep: 1 });
  const [download, words] = await Promise.all([page.waitForEvent("download"), send(page)]);
  assert.deepEqual(asked, []);
  assert.deepEqual(errors, []);
  const sealed = join(PLACE, "sealed.tll");
  await download.saveAs(sealed);

  const plain = await visit(open(), { javaScriptEnabled: false, width: 360 });
  await plain.goto(panel.origin);
  assert.match((await plain.locator("body").textContent()) ?? "", /Su navegador no ejecuta programas/);
  await plain.locator('section[lang="es"] input[name="sealed"]').setInputFiles(sealed);
  const [answer] = await Promise.all([plain.waitForResponse((response) => response.url().endsWith("/sealed")), plain.locator('section[lang="es"] button').click()]);
  assert.equal(answer.status(), 200);

  const back = await visit(open());
  for (let i = 0; i < 20; i++) {
    await comeBack(back, panel.origin, "ar", words);
    if ((await back.locator('h2[id^="report"]').count()) === 1) return;
  }
  assert.fail("the words find nothing");
});
