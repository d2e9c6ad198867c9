// Bundles src/test/web/browser, makes one real panel and server with the commands of target/dist, and runs the tests against them in Chromium.
import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { join } from "node:path";
import { build } from "esbuild";

const here = fileURLToPath(new URL(".", import.meta.url));
const root = join(here, "../../..");
const tests = join(root, "src/test/web/browser");
const out = join(root, "target/browser-test");
process.chdir(root);

for (const [needed, hint] of [["target/dist/tresllaves-server/bin/tresllaves-server", "mvn -q -DskipTests package"], [process.env.CHROMIUM ?? "/usr/bin/chromium", "apt-get install chromium"]]) {
  if (existsSync(needed)) continue;
  console.error(`error: ${needed} is missing\nhint: ${hint}`);
  process.exit(1);
}
const [mode, ...names] = process.argv.slice(2);
const suffix = mode === "screenshots" ? "screenshots.ts" : mode === "bench" ? "bench.ts" : ".test.ts";
const entries = readdirSync(tests).filter((file) => file.endsWith(suffix) && (names.length === 0 || names.includes(file.replace(suffix, ""))));
if (entries.length === 0) {
  console.error("error: no test of that name in src/test/web/browser");
  process.exit(1);
}
rmSync(out, { recursive: true, force: true });
mkdirSync(out, { recursive: true });
await build({
  entryPoints: [...entries, "panel.ts"].map((file) => join(tests, file)), outdir: out, outExtension: { ".js": ".mjs" }, bundle: true, platform: "node", format: "esm",
  target: "node20", sourcemap: "inline", external: ["playwright-core"], nodePaths: [join(here, "node_modules")], logLevel: "warning",
});
const { makePanel, serve, PLACE } = await import(pathToFileURL(join(out, "panel.mjs")));
const panelId = await (suffix === "bench.ts" ? makePanel("3G", "1G") : makePanel());
const { origin, process: server } = await serve();
let status = 1;
try {
  writeFileSync(join(PLACE, "running.json"), JSON.stringify({ origin, panelId }));
  const made = entries.map((file) => join(out, file.replace(".ts", ".mjs")));
  const reporters = [["failures", "stdout"], ["listing", join(out, "listing")]].flatMap(([name, to]) => [`--test-reporter=${join(here, `${name}.mjs`)}`, `--test-reporter-destination=${to}`]);
  const how = suffix === ".test.ts" ? ["--test", "--test-concurrency=2", ...reporters] : [];
  for (const file of how.length > 0 ? [made] : made.map((one) => [one])) status = spawnSync(process.execPath, ["--enable-source-maps", ...how, ...file], { cwd: root, stdio: "inherit" }).status ?? 1;
} finally {
  server.kill();
}
process.exit(status);
