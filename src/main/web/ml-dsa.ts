import { ml_dsa44 } from "@noble/post-quantum/ml-dsa.js";
import { type Bytes, own } from "./bytes.ts";

/** The ML-DSA-44 key of a 32-byte seed. */
export function publicKey(seed: Uint8Array): Bytes {
  return own(ml_dsa44.keygen(seed).publicKey);
}

/** Signs, pure, with empty context, deterministically. For tests and members; the page only verifies. */
export function sign(seed: Uint8Array, message: Uint8Array): Bytes {
  return own(ml_dsa44.sign(message, ml_dsa44.keygen(seed).secretKey, { extraEntropy: false }));
}

/** Whether the signature is this key's over this message; false for every kind of malformed input. */
export function verify(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return ml_dsa44.verify(signature, message, key);
  } catch {
    return false;
  }
}
