import assert from "node:assert/strict";
import { randomFillSync } from "node:crypto";
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { cutting } from "./between.ts";
import { browser, visit } from "./browser.ts";
import { PLACE, running } from "./panel.ts";
import { arrive, next, recorded, send, write } from "./walk.ts";

const open = browser();
const panel = running();
const MIB = 1 << 20;

test("an upload that is cut at ten points goes on by itself and is recorded", async () => {
  mkdirSync(PLACE, { recursive: true });
  const file = join(PLACE, "recording.bin");
  writeFileSync(file, randomFillSync(Buffer.alloc(3 * MIB)));
  // Within the headers, in the middle of segments, on their borders, and at the commit.
  const points = [20_000, 300_000, MIB, 1.2 * MIB, 1.9 * MIB, 2.5 * MIB, 3.2 * MIB, 4.1 * MIB, 5 * MIB, 5.8 * MIB];
  const wire = await cutting(panel.origin, points);
  const page = await visit(open());
  await arrive(page, `${wire.origin}/#${panel.panelId}`, "es");
  await page.waitForLoadState("networkidle");
  await next(page);
  await write(page, { language: "es", story: "Con cortes.", files: [file] });
  await send(page);
  await recorded(page);
  assert.equal(wire.cuts(), points.length);
});
