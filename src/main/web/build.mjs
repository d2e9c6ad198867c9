// Makes dist/: the page as a server hands it out, and the one-file page that works without a network. The same sources give the same bytes.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { build } from "esbuild";

/**
 * All that a first visit loads before its first two screens work (the languages; what this is and whose, verified), compressed. The rest of the page, word
 * lists, questionnaires and logs come behind it, always.
 */
const BUDGET = 47_500;
const BUDGET_OF_A_LANGUAGE = 2_500;

const OPTIONS = {
  bundle: true, minify: true, write: false, format: "esm", target: "es2022", charset: "utf8", legalComments: "none", logLevel: "warning", outdir: "dist",
  absWorkingDir: fileURLToPath(new URL(".", import.meta.url)),
};

const here = fileURLToPath(new URL(".", import.meta.url));
const dist = join(here, "dist");
const root = join(here, "../../..");
const read = (...path) => readFileSync(join(...path), "utf8");

const { keys, languages } = texts();
const early = await earlyKeys();
const texted = withTexts(packed((key) => early.has(key)), packed((key) => !early.has(key)));
const words = wordLists();
const questionnaires = await forms();
const style = await bundle("style.css");
const { main, shared, later } = await parts();
const index = page(`<link rel="stylesheet" href="/style.css" integrity="${integrity(style)}">`, `<link rel="modulepreload" href="/shared.js" integrity="${integrity(shared)}">\n<script type="module" src="/main.js" integrity="${integrity(main)}"></script>`, ways());
const files = { "index.html": index, "later.js": later, "main.js": main, "shared.js": shared, "offline.html": offline(await bundle("main.ts", { plugins: [texted] })), "style.css": style, "words.json": words };

rmSync(dist, { recursive: true, force: true });
rmSync(join(root, "target/classes/page"), { recursive: true, force: true }); // Maven copies what is there and leaves what is gone
mkdirSync(dist, { recursive: true });
for (const [name, text] of Object.entries(files)) writeFileSync(join(dist, name), text);
writeFileSync(join(dist, "listing"), listing());
writeFileSync(join(dist, "questionnaires"), questionnaires); // of no page: what a server hands out beside it, and what a first roster lists
weigh();

/** `texts.<language>.json`, Spanish first: adding a language is adding its file. */
function texts() {
  const names = readdirSync(here).map((name) => /^texts\.([a-z]{2,3})\.json$/.exec(name)?.[1]).filter((name) => name !== undefined).sort();
  const languages = Object.fromEntries(["es", ...names.filter((name) => name !== "es")].map((name) => [name, JSON.parse(read(here, `texts.${name}.json`))]));
  const keys = Object.keys(languages.es);
  for (const [language, texts] of Object.entries(languages)) {
    const wrong = [...keys.filter((key) => !(key in texts)), ...Object.keys(texts).filter((key) => !keys.includes(key))];
    if (wrong.length > 0) fail(`texts.${language}.json: missing or unknown: ${wrong.join(" ")}`);
  }
  return { keys, languages };
}

/** These texts of every language, as texts.ts takes them: keys once, then each language's in that order. */
function packed(wanted) {
  const chosen = keys.filter(wanted);
  return JSON.stringify({ keys: chosen, languages: Object.fromEntries(Object.entries(languages).map(([language, texts]) => [language, chosen.map((key) => texts[key])])) });
}

/** The modules `texts:first` and `texts:later`. */
function withTexts(first, later) {
  return {
    name: "texts",
    setup(made) {
      made.onResolve({ filter: /^texts:/ }, ({ path }) => ({ path, namespace: "texts" }));
      made.onLoad({ filter: /./, namespace: "texts" }, ({ path }) => ({ contents: path === "texts:first" ? first : later, loader: "json" }));
    },
  };
}

/** Keys of the texts that the first screens may show: those that the sources of the first part name. */
async function earlyKeys() {
  const { metafile } = await build({ ...OPTIONS, entryPoints: [join(here, "main.ts")], splitting: true, chunkNames: "[name]", metafile: true, plugins: [withTexts("{}", "{}")] });
  const first = Object.entries(metafile.outputs).filter(([path]) => !path.endsWith("/later.js")).flatMap(([, { inputs }]) => Object.keys(inputs));
  const sources = first.filter((path) => /^[a-z0-9-]+\.ts$/.test(path)).map((path) => read(here, path)).join("\n");
  return new Set(keys.filter((key) => sources.includes(`"${key}"`)));
}

/** The ten lists by language, each as one line of words. */
function wordLists() {
  const names = { en: "english", es: "spanish", fr: "french", pt: "portuguese", it: "italian", cs: "czech", ja: "japanese", ko: "korean", "zh-hans": "simplified-chinese", "zh-hant": "traditional-chinese" };
  const folder = join(root, "src/main/resources/org/tresllaves/words");
  return JSON.stringify(Object.fromEntries(Object.entries(names).map(([language, name]) => [language, read(folder, `${name}.txt`).trim().split("\n").join(" ")])));
}

/** One file with everything in it. */
async function bundle(name, options = {}) {
  const made = await build({
    ...OPTIONS, entryPoints: [join(here, name)], banner: name.endsWith(".css") ? {} : { js: "/* Tresllaves, AGPL-3.0-or-later; noble by Paul Miller, MIT */" }, ...options,
  });
  return options.splitting ? made.outputFiles : made.outputFiles[0].text;
}

/** What is not needed for the first screens is a part of its own, and so is what both have in common. */
async function parts() {
  const files = await bundle("main.ts", { splitting: true, chunkNames: "[name]", plugins: [texted] });
  const named = Object.fromEntries(files.map(({ path, text }) => [path.slice(path.lastIndexOf("/") + 1), text.replaceAll('"./chunk.js"', '"./shared.js"')]));
  if (Object.keys(named).sort().join() !== "chunk.js,later.js,main.js") fail(`unexpected parts: ${Object.keys(named).join()}`);
  return { main: named["main.js"], shared: named["chunk.js"], later: named["later.js"] };
}

/** index.html with its style and script, and the ways for browsers without scripts. */
function page(style, script, ways) {
  const replace = (text, what, by) => (text.includes(what) ? text.replace(what, () => by) : fail(`index.html lacks ${what}`));
  let html = read(here, "index.html");
  html = replace(html, '<link rel="stylesheet" href="/style.css">', style);
  html = replace(html, '<script type="module" src="/main.js"></script>', script);
  return replace(html, "<!-- ways -->", ways);
}

/** What a browser without scripts shows, in every language. */
function ways() {
  const escape = (text) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
  return Object.entries(languages).map(([language, texts], i) => {
    const say = (key) => escape(texts[key]);
    return `<section lang="${language}" dir="${say("direction")}">
<h${i === 0 ? 1 : 2}>${say("ways.title")}</h${i === 0 ? 1 : 2}>
<p>${say("ways.lead")}</p>
<h3>1. ${say("ways.java")}</h3><p>${say("ways.java.how")}</p>
<h3>2. ${say("ways.offline")}</h3><p>${say("ways.offline.how")}</p>
<p><a class="button" href="/offline.html">${say("ways.offline.get")}</a></p>
<h3>3. ${say("ways.upload")}</h3><p>${say("ways.upload.how")}</p>
<form method="post" action="/sealed" enctype="multipart/form-data">
<p><label>${say("ways.upload.file")} <input type="file" name="sealed" required></label></p>
<p><button type="submit">${say("ways.upload.send")}</button></p>
</form>
</section>`;
  }).join("\n");
}

/** One file with everything in it. A server appends the panel's chain; only the listed hashes of style and script run in it, and it may not reach any network. */
function offline(whole) {
  const script = whole.replaceAll("</script", "<\\/script").replaceAll("<!--", "<\\!--");
  const policy = `default-src 'none'; script-src '${integrity(script)}'; style-src '${integrity(style)}'; img-src blob:; base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'; trusted-types 'none'`;
  const data = (id, text) => `<script type="application/json" id="${id}">${text.replaceAll("<", "\\u003c")}</script>`;
  const html = page(`<style>${style}</style>`, `<script type="module">${script}</script>`, ways()).replace("<title>", () => `<meta http-equiv="Content-Security-Policy" content="${policy}">\n<title>`);
  return html.replace("</body>", () => `${data("words", words)}\n${data("forms", JSON.stringify(questionnaires.toString("base64")))}\n</body>`);
}

/** The questionnaires of config/, packed as a server hands them out. */
async function forms() {
  const folder = join(root, "config/questionnaires");
  const names = readdirSync(folder, { recursive: true }).map((name) => String(name).replaceAll("\\", "/")).filter((name) => name.endsWith(".json"));
  const code = await bundle("form-pack.ts", { platform: "node" });
  const { packForms } = await import(`data:text/javascript;base64,${Buffer.from(code).toString("base64")}`);
  return Buffer.from(packForms(new Map(names.map((name) => [name, new Uint8Array(readFileSync(join(folder, name)))]))));
}

function integrity(text) {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}

/** spec: page, "Listing". */
function listing() {
  const paths = Object.entries(files).map(([name, text]) => [name === "index.html" ? "/" : `/${name}`, Buffer.from(text)]).sort(([a], [b]) => (a < b ? -1 : 1));
  return ["tresllaves/v1/page", ...paths.map(([path, bytes]) => `file ${path} ${bytes.length} ${createHash("sha256").update(bytes).digest("hex")}`), ""].join("\n");
}

function weigh() {
  const packedSize = (name) => gzipSync(files[name], { level: 9 }).length;
  const first = ["index.html", "style.css", "main.js", "shared.js"].map((name) => [name, packedSize(name)]);
  const total = first.reduce((sum, [, size]) => sum + size, 0);
  const budget = BUDGET + BUDGET_OF_A_LANGUAGE * Object.keys(languages).length;
  console.log(`first visit, gzip: ${first.map(([name, size]) => `${name} ${size}`).join(", ")}: ${total} of ${budget} bytes; behind it later.js ${packedSize("later.js")}, words.json ${packedSize("words.json")}`);
  if (total > budget) fail(`the first visit is ${total - budget} bytes too heavy`);
}

function fail(message) {
  console.error(`error: ${message}`);
  process.exit(1);
}
