import { hkdf } from "@noble/hashes/hkdf.js";
import { hmac } from "@noble/hashes/hmac.js";
import { sha256, sha512 } from "@noble/hashes/sha2.js";
import { type Bytes, concat, own, u8 } from "./bytes.ts";
import { type Label, labelled } from "./label.ts";

/** X(label, ikm, info, length): HKDF-SHA-512, extract and expand, with the label's prefix as salt (spec: labels). */
export function x(label: Label, ikm: Uint8Array, info: Uint8Array, length: number): Bytes {
  return own(hkdf(sha512, ikm, labelled(label), info, length));
}

/** H(label | parts...): SHA-256 over the label's prefix and the parts. For what is small; files go through {@link digest}. */
export function h(label: Label, ...parts: readonly Uint8Array[]): Bytes {
  return own(sha256(labelled(label, ...parts)));
}

/** Plain SHA-256 of bulk bytes, by the browser's own code: JavaScript without a JIT takes minutes for what this does in a second. */
export async function digest(bytes: Bytes): Promise<Bytes> {
  return new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
}

/** Plain SHA-256 of a few bytes. */
export function sha256Small(bytes: Uint8Array): Bytes {
  return own(sha256(bytes));
}

export function hmacSha256(key: Uint8Array, message: Uint8Array): Bytes {
  return own(hmac(sha256, key, message));
}

/** HKDF's expand alone, SHA-512. The key may be shorter than the hash, which the library's own refuses (spec: envelope, bodies). */
export function expandSha512(key: Uint8Array, info: Uint8Array, length: number): Bytes {
  let block: Bytes = new Uint8Array(0);
  let out: Bytes = new Uint8Array(0);
  for (let i = 1; out.length < length; i++) {
    block = own(hmac(sha512, key, concat(block, info, u8(i))));
    out = concat(out, block);
  }
  return out.slice(0, length);
}
