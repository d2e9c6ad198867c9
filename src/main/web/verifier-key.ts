import { type Bytes, concat, fromBase64, hex, utf8 } from "./bytes.ts";
import { sha256Small } from "./derive.ts";
import * as ed25519 from "./ed25519.ts";
import { refuses } from "./malformed.ts";
import * as mlDsa from "./ml-dsa.ts";

export type KeyType = "ed25519" | "ml-dsa-44" | "cosignature-ed25519" | "cosignature-ml-dsa-44";

/** A public key that signs notes: `name+hash+base64(type | key)` (spec: roster, "Signed notes"). */
export interface VerifierKey {
  readonly name: string;
  readonly type: KeyType;
  readonly key: Bytes;
  /** First four bytes of SHA-256(name | 0a | type | key), in hex. A hint, no commitment. */
  readonly id: string;
}

export type VerifierKeyFlaw = "SHAPE" | "NAME" | "BASE64" | "TYPE" | "LENGTH" | "HASH";
const bad = refuses<VerifierKeyFlaw>("verifier-key");

const TYPES: readonly (readonly [KeyType, Bytes, number])[] = [
  ["ed25519", Uint8Array.of(1), 32],
  ["ml-dsa-44", concat(Uint8Array.of(0xff), utf8("tresllaves/v1/ml-dsa-44\0")), 1312],
  ["cosignature-ed25519", Uint8Array.of(4), 32],
  ["cosignature-ml-dsa-44", Uint8Array.of(6), 1312],
];

export function verifierKey(name: string, type: KeyType, key: Bytes): VerifierKey {
  const [, prefix] = TYPES.find(([each]) => each === type)!;
  return { name, type, key, id: hex(sha256Small(concat(utf8(`${name}\n`), prefix, key)).subarray(0, 4)) };
}

export function parseVerifierKey(text: string): VerifierKey {
  const [, name, id, base64] = /^([^+]*)\+([^+]*)\+(.*)$/su.exec(text) ?? [];
  if (name === undefined || id === undefined || base64 === undefined) throw bad("SHAPE");
  if (!isKeyName(name)) throw bad("NAME");
  const typed = fromBase64(base64);
  if (typed === undefined) throw bad("BASE64");
  const found = TYPES.find(([, prefix]) => hex(typed.subarray(0, prefix.length)) === hex(prefix));
  if (found === undefined) throw bad("TYPE");
  const [type, prefix, length] = found;
  if (typed.length !== prefix.length + length) throw bad("LENGTH");
  const key = verifierKey(name, type, typed.slice(prefix.length));
  if (key.id !== id) throw bad("HASH");
  return key;
}

/** Whether a signed note may carry this key name. */
export function isKeyName(name: string): boolean {
  return name !== "" && utf8(name).length <= 255 && !/[\u0000-\u0020+\u0085\p{Z}]/u.test(name);
}

/** Whether this key signed a note's text; false for a witness's key, which signs other things. */
export function verifies(key: VerifierKey, text: Bytes, signature: Bytes): boolean {
  switch (key.type) {
    case "ed25519":
      return ed25519.verify(key.key, text, signature);
    case "ml-dsa-44":
      return mlDsa.verify(key.key, text, signature);
    case "cosignature-ed25519":
    case "cosignature-ml-dsa-44":
      return false;
  }
}
