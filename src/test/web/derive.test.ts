import assert from "node:assert/strict";
import { concat } from "../../main/web/bytes.ts";
import { h, x } from "../../main/web/derive.ts";
import * as hpke from "../../main/web/hpke.ts";
import { LABELS, type Label } from "../../main/web/label.ts";
import { Malformed } from "../../main/web/malformed.ts";
import * as xWingKey from "../../main/web/x-wing-key.ts";
import { type Vector, eachVector } from "./vectors.ts";

eachVector("derive", (vector) => {
  if (vector.has("sealed")) {
    if (hpke.open(vector.bytes("seed"), vector.bytes("hpke_info"), vector.bytes("sealed")) === undefined) throw new Malformed("hpke", "NOT_OPENED");
    return {};
  }
  if (vector.has("public_key")) {
    if (!xWingKey.isUsable(vector.bytes("public_key"))) throw new Malformed("key", "NOT_USABLE");
    return {};
  }
  if (vector.has("seed")) return sealed(vector);
  const label = LABELS.find((each) => each === vector.text("label")) as Label;
  if (vector.has("parts")) return { h: h(label, ...vector.list("parts")) };
  return { x: x(label, vector.bytes("ikm"), vector.bytes("info"), vector.number("length")) };
});

function sealed(vector: Vector): Record<string, unknown> {
  const key = hpke.publicKey(vector.bytes("seed"));
  const bytes = hpke.seal(key, vector.bytes("hpke_info"), vector.bytes("plain"), vector.bytes("eseed"));
  const [enc, ct] = [bytes.slice(0, hpke.ENC), bytes.slice(hpke.ENC)];
  assert.ok(xWingKey.isUsable(key));
  assert.deepEqual(hpke.open(vector.bytes("seed"), vector.bytes("hpke_info"), concat(enc, ct)), vector.bytes("plain"));
  return { public_key: key, enc, ct };
}
