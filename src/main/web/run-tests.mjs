// Bundles every src/test/web/*.test.ts (or those named) into target/web-test and runs them with node's own test runner.
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, rmSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const tests = join(here, "../../test/web");
const out = join(here, "../../../target/web-test");
const names = process.argv.slice(2);
const entries = readdirSync(tests).filter((f) => f.endsWith(".test.ts") && (names.length === 0 || names.includes(f.replace(".test.ts", ""))));
if (entries.length === 0) {
  console.error("error: no test of that name in src/test/web");
  process.exit(1);
}
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
await build({
  entryPoints: entries.map((f) => join(tests, f)),
  outdir: out,
  outExtension: { ".js": ".mjs" },
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  sourcemap: "inline",
  nodePaths: [join(here, "node_modules")],
  logLevel: "warning",
});
const run = spawnSync(process.execPath, ["--enable-source-maps", "--test", `--test-reporter=${join(here, "failures.mjs")}`, "--test-reporter-destination=stdout",
  `--test-reporter=${join(here, "listing.mjs")}`, `--test-reporter-destination=${join(out, "listing")}`, ...entries.map((f) => join(out, f.replace(".ts", ".mjs")))], {
  cwd: join(here, "../../.."),
  stdio: "inherit",
});
process.exit(run.status ?? 1);
