import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { gzipSync } from "node:zlib";
import { type Answer, type Entered, advice, answersOf, checkAnswers, dateValue, isValue } from "../../main/web/answer.ts";
import { type Bytes, concat, u32, u8, utf8 } from "../../main/web/bytes.ts";
import { type Form, offered, readForms } from "../../main/web/form.ts";
import { type Field, coreOf, fieldsOf, structureOf } from "../../main/web/form-structure.ts";
import { coreKeys, structureKeys } from "../../main/web/form-text.ts";
import { lacking } from "../../main/web/mechanism.ts";
import { type Vector, all, eachVector, read } from "./vectors.ts";

const SHIPPED = "config/questionnaires";
/** After gzip, for each language. */
const BUDGET = 8 * 1024;

eachVector("questionnaire", (vector) => {
  const forms = readForms(vector.bytes("pack"));
  return { forms: forms.all.map((form) => form.id), hashes: forms.all.map((form) => form.hash), languages: forms.languages };
});

eachVector("answers", (vector) => {
  const form = readForms(vector.bytes("pack")).all[0]!;
  const answers = answersIn(vector);
  checkAnswers(form, answers);
  assert.deepEqual(answersOf(form, entered(answers)), answers, "what fits is what a client writes");
  const besides = vector.texts("besides");
  const found = lacking(form, answers, { story: besides.includes("story"), identity: besides.includes("identity"), files: besides.includes("files") });
  return { lacking: found.find((each) => each.mechanism === "wgeid")!.elements.map((element) => element.join("|")) };
});

function answersIn(vector: Vector): Answer[] {
  const given = vector.texts("answers");
  return given.flatMap((id, i) => (i % 2 === 0 ? [{ id, values: given[i + 1]!.split("\x1f") }] : []));
}

function entered(answers: readonly Answer[]): Entered {
  return new Map(answers.map((each) => [each.id, each.values]));
}

function everything(): Form {
  return readForms(read("answers", "none").bytes("pack")).all[0]!;
}

/** The folder as a server packs it: structures as they are, texts as lines in the order of their keys. */
function packed(change: (name: string, text: string) => string = (_, text) => text): Bytes {
  const names = readdirSync(SHIPPED, { recursive: true, encoding: "utf8" }).filter((name) => name.endsWith(".json"));
  const text = (name: string): string => change(name, readFileSync(join(SHIPPED, name), "utf8"));
  const core = coreOf(text("core.json"));
  const files = names.map((name): [string, Bytes] => {
    const [language, file] = name.split("/");
    if (file === undefined) return [name, utf8(text(name))];
    const keys = file === "core.json" ? coreKeys(core) : structureKeys(structureOf(file.replace(".json", ""), text(file), core));
    const texts = JSON.parse(text(name));
    return [`${language}/${file.replace(".json", ".txt")}`, utf8(keys.keys.map((key) => `${texts[key] ?? ""}\n`).join(""))];
  });
  return concat(...files.sort(([a], [b]) => (a < b ? -1 : 1)).flatMap(([name, bytes]) => [u8(name.length), utf8(name), u32(bytes.length), bytes]));
}

test("every answer that does not fit is left out or tidied when it is entered instead", () => {
  const form = everything();
  for (const vector of all("answers")) {
    const answers = answersOf(form, entered(answersIn(vector)));
    const tidy = answers.filter((each) => isValue(fieldOf(form, each.id), each.values));
    checkAnswers(form, tidy);
  }
});

function fieldOf(form: Form, id: string): Field {
  const [top, , inner] = id.split(".");
  const field = fieldsOf(form).find((each) => each.id === top)!;
  return inner === undefined ? field : field.fields.find((each) => each.id === inner)!;
}

test("what was entered is tidied, hidden answers stay away, elements move up", () => {
  const answers = answersOf(everything(), new Map([
    ["pick", ["b"]], ["many", ["c", "a"]], ["deep", [" 12 "]], ["line", ["  two\n\twords\x07 "]], ["text", ["a\r\nb\ud800  "]],
    ["place", [" Plaza\n1 ", "  "]], ["danger", ["yes"]], ["car.3.police", ["yes"]], ["car.3.plate", [" AB 1 "]], ["car.1.plate", ["hidden"]],
    ["date", [...dateValue("2027-03", "..")]],
  ]));
  assert.deepEqual(answers, [
    { id: "danger", values: ["yes"] }, { id: "line", values: ["two words"] }, { id: "text", values: ["a\nb\ufffd"] },
    { id: "pick", values: ["b"] }, { id: "many", values: ["a", "c"] }, { id: "deep", values: ["12"] },
    { id: "date", values: ["2027-03/.."] }, { id: "place", values: ["Plaza 1"] },
    { id: "car.1.police", values: ["yes"] }, { id: "car.1.plate", values: ["AB 1"] },
  ]);
});

test("a condition that stops holding takes everything behind it away", () => {
  const form = everything();
  const given = new Map([["pick", ["b"]], ["many", ["c"]], ["deep", ["1"]]]);
  assert.equal(answersOf(form, given).length, 3);
  assert.deepEqual(answersOf(form, given.set("pick", ["a"])), [{ id: "pick", values: ["a"] }]);
});

test("danger now changes the advice", () => {
  const forms = readForms(packed());
  for (const form of forms.all) {
    assert.ok(!advice(form, forms.core, new Map()).includes("danger"));
    assert.ok(advice(form, forms.core, new Map([["danger", ["yes"]]])).includes("danger"));
  }
});

test("a form altered in any language is refused, its neighbours are not; one that is not there is missed", () => {
  const shipped = readForms(packed());
  assert.deepEqual(offered(shipped, shipped.all).offered, shipped.all);
  for (const language of shipped.languages) {
    const altered = readForms(packed((name, text) => (name === `${language}/death.json` ? text.replace('"title": "', '"title": "x') : text)));
    assert.deepEqual(offered(altered, shipped.all).refused, ["death"]);
    assert.equal(offered(altered, shipped.all).offered.length, shipped.all.length - 1);
  }
  const core = readForms(packed((name, text) => (name === "core.json" ? text.replace('"version": 1', '"version": 2') : text)));
  assert.equal(offered(core, shipped.all).offered.length, 0);
  assert.deepEqual(offered(shipped, [{ id: "elsewhere", hash: new Uint8Array(32) }]).refused, ["elsewhere"]);
});

test("all forms in all languages weigh little", () => {
  assert.ok(gzipSync(packed(), { level: 6 }).length < BUDGET * readForms(packed()).languages.length);
});

test("an element nobody is asked for is not missed", () => {
  const form = readForms(packed()).all.find((each) => each.id === "disappearance")!;
  const missing = (answers: Answer[]): string[] =>
    lacking(form, answers, { story: true, identity: false, files: false }).find((each) => each.mechanism === "wgeid")!.elements.map((each) => each.join("|"));
  assert.ok(missing([]).includes("identity"));
  assert.ok(!missing([{ id: "relation", values: ["family"] }]).includes("agreed"));
  assert.ok(missing([{ id: "relation", values: ["lawyer"] }]).includes("agreed"));
  assert.ok(!missing([{ id: "victim.2.name", values: ["x"] }]).includes("victim.name"));
});
