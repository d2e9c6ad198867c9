import { join } from "node:path";
import { test } from "node:test";
import { browser, visit } from "./browser.ts";
import { running } from "./panel.ts";
import { arrive, next, recorded, send, write } from "./walk.ts";

// Tor Browser's Safer level runs scripts without a JIT compiler and without wasm.
const open = browser("--js-flags=--jitless");
const panel = running();

test("the whole way without a JIT compiler", async () => {
  const page = await visit(open());
  await arrive(page, `${panel.origin}/#${panel.panelId}`, "es");
  await next(page);
  await write(page, { language: "es", story: "Sin compilador.", files: [join(process.cwd(), "config/samples/photo.jpg")] });
  await send(page);
  await recorded(page);
});
