import { gcm } from "@noble/ciphers/aes.js";
import { expand, extract } from "@noble/hashes/hkdf.js";
import { sha256 } from "@noble/hashes/sha2.js";
import { ml_kem768_x25519 as xWing } from "@noble/post-quantum/hybrid.js";
import { type Bytes, EMPTY, concat, own, u8, u16, utf8 } from "./bytes.ts";

// HPKE base mode (RFC 9180): KEM 0x647a X-Wing, KDF 0x0001 HKDF-SHA256, AEAD 0x0002 AES-256-GCM, aad empty, one message per context (spec: labels).
// The texts are keys of 32 bytes, so AES-GCM in JavaScript will do. The library of X-Wing has not been audited by anybody independent.

export const SEED = 32;
export const ESEED = 64;
export const ENC = 1120;
const TAG = 16;

const SUITE = concat(utf8("HPKE"), u16(0x647a), u16(0x0001), u16(0x0002));
const VERSION = utf8("HPKE-v1");

/** The X-Wing public key of a 32-byte seed. */
export function publicKey(seed: Uint8Array): Bytes {
  return own(xWing.keygen(seed).publicKey);
}

/** `enc | ct` of a text sealed to a usable key. `eseed` is X-Wing's 64 bytes, not RFC 9180's DeriveKeyPair input. */
export function seal(key: Uint8Array, info: Uint8Array, text: Uint8Array, eseed: Uint8Array): Bytes {
  const { cipherText, sharedSecret } = xWing.encapsulate(key, eseed);
  return concat(cipherText, context(sharedSecret, info).encrypt(text));
}

/** The text of `enc | ct`, or nothing, for whatever reason: they all look alike. */
export function open(seed: Uint8Array, info: Uint8Array, sealed: Uint8Array): Bytes | undefined {
  if (sealed.length < ENC + TAG) return undefined;
  try {
    const shared = xWing.decapsulate(sealed.subarray(0, ENC), xWing.keygen(seed).secretKey);
    return own(context(shared, info).decrypt(sealed.subarray(ENC)));
  } catch {
    return undefined;
  }
}

/** RFC 9180's key schedule in base mode, for the first and only message. */
function context(sharedSecret: Uint8Array, info: Uint8Array): ReturnType<typeof gcm> {
  const schedule = concat(u8(0), labelledExtract(EMPTY, "psk_id_hash", EMPTY), labelledExtract(EMPTY, "info_hash", info));
  const secret = labelledExtract(sharedSecret, "secret", EMPTY);
  return gcm(labelledExpand(secret, "key", schedule, 32), labelledExpand(secret, "base_nonce", schedule, 12));
}

function labelledExtract(salt: Uint8Array, label: string, ikm: Uint8Array): Uint8Array {
  return extract(sha256, concat(VERSION, SUITE, utf8(label), ikm), salt);
}

function labelledExpand(prk: Uint8Array, label: string, info: Uint8Array, length: number): Uint8Array {
  return expand(sha256, prk, concat(u16(length), VERSION, SUITE, utf8(label), info), length);
}
