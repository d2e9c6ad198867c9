import assert from "node:assert/strict";
import { test } from "node:test";
import { Aes256Gcm, CipherSuite, HkdfSha256 } from "@hpke/core";
import { XWing } from "@hpke/hybridkem-x-wing";
import * as hpke from "../../main/web/hpke.ts";
import { seeded } from "./seeded.ts";

// A second implementation of HPKE and of X-Wing, by other people.

const suite = new CipherSuite({ kem: new XWing(), kdf: new HkdfSha256(), aead: new Aes256Gcm() });

function view(bytes: Uint8Array): ArrayBuffer {
  return bytes.slice().buffer as ArrayBuffer;
}

test("25 texts sealed here open there", async () => {
  const random = seeded("hpke here");
  for (let i = 0; i < 25; i++) {
    const [seed, info, text] = [random(32), random(i), random(2 * i)];
    const sealed = hpke.seal(hpke.publicKey(seed), info, text, random(64));
    const recipientKey = await suite.kem.importKey("raw", view(seed), false);
    const opened = await suite.open({ recipientKey, enc: view(sealed.slice(0, hpke.ENC)), info: view(info) }, view(sealed.slice(hpke.ENC)));
    assert.deepEqual(new Uint8Array(opened), text);
  }
});

test("25 texts sealed there open here, under their own info only", async () => {
  const random = seeded("hpke there");
  for (let i = 0; i < 25; i++) {
    const [seed, info, text] = [random(32), random(i), random(2 * i)];
    const recipientPublicKey = await suite.kem.importKey("raw", view(hpke.publicKey(seed)), true);
    // `seal` answers ct first.
    const { ct, enc } = await suite.seal({ recipientPublicKey, info: view(info) }, view(text));
    const sealed = new Uint8Array([...new Uint8Array(enc), ...new Uint8Array(ct)]);
    assert.deepEqual(hpke.open(seed, info, sealed), text);
    assert.equal(hpke.open(seed, random(i + 1), sealed), undefined);
  }
});
