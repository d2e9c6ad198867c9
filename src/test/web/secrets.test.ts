import assert from "node:assert/strict";
import { test } from "node:test";
import { wordlist as english } from "@scure/bip39/wordlists/english.js";
import { wordlist as spanish } from "@scure/bip39/wordlists/spanish.js";
import { wordlist as japanese } from "@scure/bip39/wordlists/japanese.js";
import { entropyToMnemonic } from "@scure/bip39";
import { hex } from "../../main/web/bytes.ts";
import { eidOf, rootOf, rsOf, rtagOf, wOf } from "../../main/web/secrets.ts";
import { BadPhrase, completions, fingerprint, languageOf, parsePhrase, wordsOf } from "../../main/web/words.ts";
import { Malformed } from "../../main/web/malformed.ts";
import { seeded } from "./seeded.ts";
import { eachVector } from "./vectors.ts";
import { LISTS } from "./word-lists.ts";

eachVector("source-secrets", (vector) => {
  if (vector.has("words")) {
    try {
      return { entropies: parsePhrase(vector.text("words"), LISTS).map((phrase) => phrase.entropy) };
    } catch (e) {
      assert.ok(e instanceof BadPhrase);
      assert.equal(e.number, vector.out("number"));
      throw new Malformed("words", e.reason);
    }
  }
  const root = rootOf(vector.bytes("entropy"), vector.bytes("panel_id"));
  const eid = eidOf(vector.bytes("fresh"), root);
  const w = wOf(root, eid, vector.bytes("envelope_hash"));
  return { root, eid, rs: rsOf(root, eid), w, rtag: rtagOf(w) };
});

test("the lists are the library's, and phrases read back in every language", () => {
  for (const [i, list] of [english, spanish].entries()) assert.deepEqual(LISTS[i]!.words, list.map((word) => word.normalize("NFC")));
  assert.deepEqual(LISTS[6]!.words, japanese.map((word) => word.normalize("NFC")));
  const random = seeded("phrases");
  for (const list of LISTS) {
    for (let i = 0; i < 20; i++) {
      const entropy = random(16);
      const words = wordsOf(entropy, list);
      if (list.language === "en") assert.equal(words.join(" "), entropyToMnemonic(entropy, english));
      const read = parsePhrase(words.join("\u3000").toUpperCase(), LISTS);
      assert.ok(read.some((phrase) => phrase.language === list.language && hex(phrase.entropy) === hex(entropy)));
    }
  }
});

test("a wrong word is named, with what it may have been, and no message holds one", () => {
  const words = "rezar arar quince unidad ulcera nube bosina tecnica agregar actriz sed mina";
  assert.throws(
    () => parsePhrase(words, LISTS),
    (e) => e instanceof BadPhrase && e.number === 7 && e.word === "bosina" && e.suggestions.join() === "bobina,bocina,boina" && e.message === "UNKNOWN_WORD",
  );
});

test("words complete without accents", () => {
  assert.deepEqual(completions("ulc", LISTS[1]!, 3), ["úlcera"]);
  assert.equal(completions("", LISTS[1]!, 3).length, 0);
  assert.equal(completions("a", LISTS[1]!, 3).length, 3);
  assert.deepEqual(["es", "pt-BR", "zh-Hans-CN", "de", "est"].map(languageOf), ["es", "pt", "zh-hans", undefined, undefined]);
});

test("the fingerprint is that of the spec page", () => {
  const panelId = Buffer.from("ed080e0a51cd1dd8303e2c2da70de860f366d1b9c9447422adda04d82797b2ed", "hex");
  assert.equal(fingerprint(Uint8Array.from(panelId), LISTS[0]!).join(" "), "grief water clump spice tribe web agent struggle endorse spice urge vendor");
});
