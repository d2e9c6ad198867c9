import { x25519 } from "@noble/curves/ed25519.js";
import { isFieldElement } from "./ed25519.ts";

// Public keys of X-Wing as a roster carries them: looked at before anything is sealed, and without the code that seals.

export const PUBLIC_KEY = 1216;
const ML_KEM_KEY = 1152;
const ML_KEM_Q = 3329;

/** Whether a public key may enter a roster or a note (spec: labels, "Usable X-Wing keys"). */
export function isUsable(key: Uint8Array): boolean {
  return isUsableForm(key) && !isSmallOrder(key.subarray(PUBLIC_KEY - 32));
}

function isUsableForm(key: Uint8Array): boolean {
  if (key.length !== PUBLIC_KEY) return false;
  for (let i = 0; i < ML_KEM_KEY; i += 3) {
    const first = key[i]! | ((key[i + 1]! & 0x0f) << 8);
    const second = (key[i + 1]! >>> 4) | (key[i + 2]! << 4);
    if (first >= ML_KEM_Q || second >= ML_KEM_Q) return false;
  }
  return isFieldElement(key.subarray(PUBLIC_KEY - 32));
}

/** Whether X25519 with any scalar is zero: the library throws then. */
function isSmallOrder(coordinate: Uint8Array): boolean {
  try {
    x25519.getSharedSecret(new Uint8Array(32).fill(1), coordinate);
    return false;
  } catch {
    return true;
  }
}
