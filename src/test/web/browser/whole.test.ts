import assert from "node:assert/strict";
import { readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { browser, type Page, visit } from "./browser.ts";
import { by, command, EVERYBODY, MEMBERS, PLACE, READER, running } from "./panel.ts";
import { arrive, comeBack, next, recorded, send, write } from "./walk.ts";

const SAMPLES = join(process.cwd(), "config/samples");
const open = browser();
const panel = running();

interface Sent { readonly language: string; readonly words: string[]; readonly batch: number; readonly story: string; }

/** One report the whole way in one language, and the promise that the page hands out when asked. */
async function report(language: string, story: string, errors: string[]): Promise<Sent> {
  const page = await visit(open(), { errors });
  await arrive(page, `${panel.origin}/#${panel.panelId}`, language);
  assert.equal(page.url(), `${panel.origin}/`, "the fragment stays in the address bar");
  await next(page);
  const files = [join(SAMPLES, "photo.jpg"), join(SAMPLES, "invoices.pdf")];
  await write(page, { language, story, files, keep: 2, exclude: 2, identity: "Luz, por la tarde", form: true });
  const words = await send(page);
  await recorded(page);
  assert.equal(await page.title(), "Tresllaves");
  return { language, words, batch: await promisedBatch(page), story };
}

async function promisedBatch(page: Page): Promise<number> {
  await page.locator("details summary").click();
  const [download] = await Promise.all([page.waitForEvent("download"), page.locator("details button").click()]);
  const promise = readFileSync(await download.path());
  assert.equal(promise.length, 100);
  return promise.readUInt32BE(16);
}

/** A promise names the batch to come; it is there when the epoch has ended. */
async function published(batch: number): Promise<void> {
  for (let i = 0; i < 60; i++) {
    const window = await (await fetch(`${panel.origin}/v1/intake`)).text();
    if (window.includes(`\nbatch ${batch}\n`)) return;
    await new Promise((done) => setTimeout(done, 500));
  }
  assert.fail(`batch ${batch} never came`);
}

test("a report from the page in Spanish and one in Arabic are opened by the quorum, and the reply comes back", async () => {
  const errors: string[] = [];
  const sent = [await report("es", "Vi cómo pasó, el 3 de marzo.", errors), await report("ar", "رأيت ما حدث في الثالث من مارس.", errors)];
  assert.deepEqual(errors, []);
  await inPairs(EVERYBODY, (person) => command("tresllaves", "docket", "list", ...by(person, panel)));
  await published(Math.max(...sent.map(({ batch }) => batch)));
  const batches = [...new Set(sent.map(({ batch }) => batch))].flatMap((batch) => ["--batch", String(batch)]);
  const asked = await command("tresllaves", "docket", "request", ...batches, ...by(READER, panel));
  const id = /\b[0-9a-f]{16}\b/.exec(asked)?.[0] ?? assert.fail(asked);
  await inPairs(MEMBERS, (person) => {
    const answer = person === MEMBERS[1] ? ["refuse", id, "--reason", "other"] : ["approve", id];
    return command("tresllaves", "docket", ...answer, ...by(person, panel));
  });
  const opened = new Map<string, string>();
  const readers = new Map<string, string>();
  await inPairs(EVERYBODY, (person) => command("tresllaves", "docket", "open", id, "--out", `opened.${person}`, ...by(person, panel)).catch(() => ""));
  for (const person of EVERYBODY) {
    for (const folder of folders(`opened.${person}`)) { // among them reports of other tests, which fell into the same batches
      const text = readFileSync(join(folder, "report.txt"), "utf8").trim();
      assert.ok(person !== MEMBERS[1] || !sent.some(({ story }) => story === text), "somebody who is excluded was drawn");
      opened.set(text, folder);
      readers.set(text, person);
    }
  }
  for (const { story } of sent) await repliedTo(story, opened, readers);
  for (const { language, words } of sent) await readBack(language, words, readers, sent);
});

/** Two at a time: each of these commands takes a core for a while. */
async function inPairs(people: readonly string[], act: (person: string) => Promise<string>): Promise<void> {
  for (let i = 0; i < people.length; i += 2) await Promise.all(people.slice(i, i + 2).map(act));
}

function folders(name: string): string[] {
  try {
    return readdirSync(join(PLACE, name), { recursive: true }).map(String).filter((file) => file.endsWith("manifest.json")).map((file) => join(PLACE, name, file, ".."));
  } catch {
    return [];
  }
}

/** What was opened is what was sent; then its reader answers. */
async function repliedTo(story: string, opened: ReadonlyMap<string, string>, readers: ReadonlyMap<string, string>): Promise<void> {
  const folder = opened.get(story) ?? assert.fail(`not opened: ${story}`);
  const manifest = JSON.parse(readFileSync(join(folder, "manifest.json"), "utf8")) as { files: { name: string; type: string }[]; form: unknown; answers: unknown[] };
  assert.deepEqual(manifest.files.map(({ type }) => type), ["image/jpeg", "image/jpeg", "application/pdf"]);
  const file = (end: string): Buffer => readFileSync(join(folder, readdirSync(folder).find((name) => name.endsWith(end)) ?? assert.fail(end)));
  assert.deepEqual(file("01-photo.jpg"), readFileSync(join(SAMPLES, "photo.jpg")));
  assert.deepEqual(file("invoices.pdf"), readFileSync(join(SAMPLES, "invoices.pdf")));
  const clean = file(`02-${manifest.files[1]?.name ?? ""}`);
  assert.ok(!clean.includes("Exif") && !clean.includes("TresCam"), "the clean copy still carries metadata");
  assert.notEqual(manifest.form, null);
  assert.equal(manifest.answers.length, 1);
  writeFileSync(join(PLACE, "reply.txt"), `Gracias: ${story}`);
  await command("tresllaves", "docket", "reply", folder, "reply.txt", ...by(readers.get(story) ?? "", panel));
}

/** The source sees that it was opened, by whom, and the reply with its writer's name; then writes more. */
async function readBack(language: string, words: readonly string[], readers: ReadonlyMap<string, string>, sent: readonly Sent[]): Promise<void> {
  const story = sent.find((one) => one.words === words)?.story ?? "";
  const reader = (readers.get(story) ?? "").replace("_", " ");
  for (let i = 0; ; i++) {
    const page = await visit(open());
    await comeBack(page, panel.origin, language, words);
    const status = (await page.locator("main").textContent()) ?? "";
    if (status.includes(`Gracias: ${story}`)) {
      assert.ok(status.includes(reader), `${status} does not name ${reader}`);
      return;
    }
    assert.ok(i < 20, `no reply: ${status}`);
    await page.context().close();
  }
}

test("who comes back writes more without new words, and withdraws", async () => {
  const page = await visit(open());
  await arrive(page, panel.origin, "en");
  await next(page);
  await write(page, { language: "en", story: "First." });
  const words = await send(page);
  await recorded(page);
  const back = await visit(open());
  await untilFound(back, words);
  await back.locator("section button").last().click();
  await back.locator(".people").first().waitFor();
  await write(back, { language: "en", story: "Second." });
  await back.locator('input[name="earlier"]').check();
  await next(back);
  await recorded(back);
  const again = await visit(open());
  await untilFound(again, words, 2);
  await again.locator("section").first().locator("button").click();
  await again.locator(".actions button").nth(1).click();
  await again.locator('.lead[role="status"]').waitFor();
  const last = await visit(open());
  await untilFound(last, words, 2);
  assert.match((await last.locator("main").textContent()) ?? "", /Withdrawn with these words/);
});

async function untilFound(page: Page, words: readonly string[], reports = 1): Promise<void> {
  for (let i = 0; i < 20; i++) {
    await comeBack(page, panel.origin, "en", words);
    if ((await page.locator('h2[id^="report"]').count()) === reports) return;
  }
  assert.fail("never found");
}
