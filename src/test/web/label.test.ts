import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { LABELS } from "../../main/web/label.ts";

test("the labels are those of the spec page, each once", () => {
  const page = readFileSync("src/site/markdown/spec/labels.md", "utf8");
  const table = page.slice(page.indexOf("| label | used in |")).split("\n").slice(2);
  const names = table.flatMap((line) => /^\| `([^`]+)` \|/.exec(line)?.[1] ?? []);
  assert.ok(names.length > 40);
  assert.deepEqual([...LABELS].sort(), names.sort());
  assert.equal(new Set(LABELS).size, LABELS.length);
});
