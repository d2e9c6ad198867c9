import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { test } from "node:test";
import { type Key, type Text, Texts } from "../../main/web/texts.ts";

const FOLDER = "src/main/web";
const languages = readdirSync(FOLDER).flatMap((name) => /^texts\.([a-z]+)\.json$/.exec(name)?.[1] ?? []);
const read = (language: string): Record<string, Text> => JSON.parse(readFileSync(`${FOLDER}/texts.${language}.json`, "utf8")) as Record<string, Text>;
const places = (text: string): string[] => [...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1] ?? "").sort();
const SPANISH = read("es");

for (const language of languages) {
  test(`texts in ${language}: the same keys in the same order, no text empty, every place of the Spanish ones`, () => {
    const texts = read(language);
    assert.deepEqual(Object.keys(texts), Object.keys(SPANISH));
    for (const [key, text] of Object.entries(texts)) {
      const spanish = SPANISH[key] ?? "";
      const forms = typeof text === "string" ? [text] : Object.values(text);
      const wanted = new Set(places(typeof spanish === "string" ? spanish : spanish.other));
      for (const form of forms) {
        assert.ok(form.trim() === form && form !== "", `${language} ${key}`);
        assert.ok(places(form).every((place) => wanted.has(place)), `${language} ${key}: a place that Spanish does not have: ${form}`);
      }
      const other = typeof text === "string" ? text : text.other;
      assert.deepEqual([...new Set(places(other))], [...wanted], `${language} ${key}`);
    }
  });

  test(`texts in ${language}: a form for every plural that the language has`, () => {
    const categories = new Intl.PluralRules(language).resolvedOptions().pluralCategories.filter((category) => category !== "many" || language === "ar");
    for (const [key, text] of Object.entries(read(language))) {
      if (typeof text === "string") continue;
      for (const category of categories) assert.ok(text[category] !== undefined, `${language} ${key} lacks ${category}`);
    }
  });
}

test("numbers, dates and plurals are those of the language", () => {
  const texts = (language: string): Texts => new Texts(language, { keys: Object.keys(SPANISH), languages: { [language]: Object.values(read(language)) } });
  const say = (language: string, n: number): string => texts(language).say("files.added" as Key, { n });
  assert.deepEqual([1, 2, 3, 11, 100].map((n) => say("ar", n)), ["أُضيف ملف واحد.", "أُضيف ملفان.", "أُضيفت 3 ملفات.", "أُضيف 11 ملفًا.", "أُضيف 100 ملف."]);
  assert.deepEqual([1, 2].map((n) => say("es", n)), ["Se añadió un archivo.", "Se añadieron 2 archivos."]);
  assert.equal(texts("pt").day(20792), "5 de dezembro de 2026");
  for (const language of languages) assert.equal(texts(language).day(2 ** 32 - 1), "—", "a day that a server or a member can write and no calendar has");
  assert.equal(texts("es").say("review.files", { n: 0 }), "Sin archivos");
  assert.match(texts("fr").size(1_600_000), /^1,5\sMB$|^1,5\sMo$/);
});
