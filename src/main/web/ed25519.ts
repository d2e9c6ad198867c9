import { ed25519 } from "@noble/curves/ed25519.js";
import { type Bytes, own } from "./bytes.ts";

export const SIGNATURE = 64;

/** The public key of a 32-byte seed. */
export function publicKey(seed: Uint8Array): Bytes {
  return own(ed25519.getPublicKey(seed));
}

export function sign(seed: Uint8Array, message: Uint8Array): Bytes {
  return own(ed25519.sign(message, seed));
}

/** Whether the signature is this key's over this message, as RFC 8032 says and not ZIP 215; false for every kind of malformed input. */
export function verify(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean {
  try {
    return key.length === 32 && signature.length === SIGNATURE && ed25519.verify(signature, message, key, { zip215: false });
  } catch {
    return false;
  }
}

/** Whether the key is the canonical encoding of a point of prime order. */
export function isUsable(key: Uint8Array): boolean {
  try {
    const point = ed25519.Point.fromBytes(key, false);
    return key.length === 32 && !point.is0() && point.isTorsionFree();
  } catch {
    return false;
  }
}

/** Whether 32 bytes look like a usable key without arithmetic: canonical and none of the points of small order. What a roster's parser asks. */
export function isWellFormed(key: Uint8Array): boolean {
  if (key.length !== 32) return false;
  const y = key.slice();
  y[31] = y[31]! & 0x7f;
  return isFieldElement(y) && !SMALL_ORDER.has(y.join());
}

/** Whether 32 little-endian bytes are below 2^255 - 19; for public values. */
export function isFieldElement(bytes: Uint8Array): boolean {
  if (bytes.length !== 32) return false;
  for (let i = 31; i >= 0; i--) {
    const limit = i === 31 ? 0x7f : i === 0 ? 0xed : 0xff;
    if (bytes[i]! !== limit) return bytes[i]! < limit;
  }
  return false;
}

/** The y coordinates of the eight points of small order. */
const SMALL_ORDER: ReadonlySet<string> = new Set(
  [
    "0100000000000000000000000000000000000000000000000000000000000000",
    "ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f",
    "0000000000000000000000000000000000000000000000000000000000000000",
    "26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05",
    "c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a",
  ].map((text) => Uint8Array.from(text.match(/../g)!, (byte) => parseInt(byte, 16)).join()),
);
