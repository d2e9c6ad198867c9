// Every state in every language, narrow and wide, into target/screenshots.
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { launch, visit } from "./browser.ts";
import { running } from "./panel.ts";
import { type At, arrive, comeBack, next, recorded, send, write } from "./walk.ts";

const panel = running();
const out = join(process.cwd(), "target/screenshots");
mkdirSync(out, { recursive: true });
const languages = process.env["LANGUAGES"]?.split(",") ?? ["es", "ar", "en", "pt", "fr"];
const browser = await launch();
for (const language of languages) {
  for (const width of [360, 1280]) {
    let number = 0;
    const at: At = async (state, page) => {
      if (state === "sending") return;
      number += 1;
      if (state !== "without-scripts") await page.locator(".bar").evaluateAll((all) => all.forEach((one) => { (one as HTMLElement).style.position = "static"; }));
      await page.screenshot({ path: join(out, `${language}-${width}-${String(number).padStart(2, "0")}-${state}.png`), fullPage: true });
    };
    const page = await visit(browser, { width });
    if (process.env["DARK"] !== undefined) await page.emulateMedia({ colorScheme: "dark" });
    await arrive(page, panel.origin, language, at);
    await next(page);
    const files = ["photo.jpg", "invoices.pdf"].map((name) => join(process.cwd(), "config/samples", name));
    await write(page, { language, story: "…", files, keep: 2, exclude: 1, form: true }, at);
    const words = await send(page, at);
    await recorded(page, at);
    const back = await visit(browser, { width });
    const once: At = async (state, shown) => { if (state === "enter") await at(state, shown); };
    await comeBack(back, panel.origin, language, words, once);
    while ((await back.locator('h2[id="report1"]').count()) === 0) await comeBack(back, panel.origin, language, words);
    await at("status", back);
    const plain = await visit(browser, { width, javaScriptEnabled: false });
    await plain.goto(panel.origin);
    await at("without-scripts", plain);
  }
}
await browser.close();
