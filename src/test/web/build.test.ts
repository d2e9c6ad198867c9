import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { gzipSync } from "node:zlib";
import { readForms } from "../../main/web/form.ts";

// The build itself: the same bytes from any place at any time, and one more language is nothing but more files.

const place = mkdtempSync(join(tmpdir(), "page-build-"));
after(() => rmSync(place, { recursive: true, force: true }));

/** All that the build reads, in a folder of its own, its tools and libraries too; every file as old as `year` says. */
function copy(folder: string, year: number): string {
  const root = join(place, folder);
  for (const part of ["src/main/web", "config/questionnaires", "src/main/resources/org/tresllaves/words"]) {
    cpSync(part, join(root, part), { recursive: true, filter: (path) => !/web\/(dist|node_modules)$/.test(path) });
  }
  for (const part of ["@noble", "esbuild", "@esbuild"]) {
    const tool = join("src/main/web/node_modules", part);
    cpSync(tool, join(root, tool), { recursive: true });
  }
  for (const name of readdirSync(root, { recursive: true, encoding: "utf8" })) utimesSync(join(root, name), year, year);
  return root;
}

function build(root: string, umask: string, environment: Record<string, string>): void {
  const web = join(root, "src/main/web");
  const made = spawnSync("sh", ["-c", `umask ${umask} && exec "${process.execPath}" build.mjs`], { cwd: web, env: { PATH: process.env["PATH"] ?? "", ...environment }, encoding: "utf8" });
  assert.equal(made.status, 0, made.stderr);
}

function files(root: string): Map<string, Buffer> {
  const dist = join(root, "src/main/web/dist");
  return new Map(readdirSync(dist, { recursive: true, encoding: "utf8" }).sort().map((name) => [name, readFileSync(join(dist, name))]));
}

test("two builds in other places, time zones, languages and masks, of sources of another age, are equal byte for byte", () => {
  const [one, other] = [copy("here", 1_000_000_000), copy("somewhere else/ñ", 1_700_000_000)];
  build(one, "022", { TZ: "UTC", LANG: "C", HOME: "/" });
  build(other, "077", { TZ: "Asia/Kathmandu", LANG: "tr_TR.UTF-8", LC_ALL: "tr_TR.UTF-8", HOME: place });
  const [first, second] = [files(one), files(other)];
  assert.deepEqual([...second.keys()], [...first.keys()]);
  for (const [name, bytes] of first) assert.ok(bytes.equals(second.get(name)!), `${name} differs`);
  assert.ok(first.size >= 9, `only ${first.size} files`);
  for (const bytes of first.values()) assert.ok(!bytes.includes(place) && !bytes.includes(process.cwd()), "a path of the machine that built it");
});

test("a sixth language is added by adding its files", () => {
  const root = copy("sixth", 1_000_000_000);
  const before = readdirSync("config/questionnaires").filter((name) => !name.includes("."));
  const english = readFileSync("src/main/web/texts.en.json", "utf8");
  writeFileSync(join(root, "src/main/web/texts.qaa.json"), english.replace('"language": "English"', '"language": "Qaaish"'));
  cpSync(join(root, "config/questionnaires/en"), join(root, "config/questionnaires/qaa"), { recursive: true });
  build(root, "022", { TZ: "UTC" });
  const made = files(root);
  const pack = made.get("questionnaires")!;
  assert.deepEqual(readForms(new Uint8Array(pack)).languages, [...before, "qaa"].sort());
  assert.ok(gzipSync(pack).length < 8 * 1024 * (before.length + 1));
  for (const name of ["main.js", "later.js", "offline.html"]) assert.ok(made.get(name)!.includes("qaa:") || made.get(name)!.includes('"qaa"'), `${name} does not have it`);
  assert.ok(made.get("index.html")!.includes('lang="qaa"'));
  assert.ok(made.get("main.js")!.includes("Qaaish"));
});
