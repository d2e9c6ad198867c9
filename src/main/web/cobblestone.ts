import { type Bytes, concat, equal, utf8 } from "./bytes.ts";
import { expandSha512 } from "./derive.ts";
import { refuses } from "./malformed.ts";

// C2SP chunked encryption "Cobblestone-256" (spec: envelope, "Bodies"): HKDF-SHA-512, AES-256-GCM by WebCrypto, chunks of 16 KiB.

export const CHUNK = 16384;
export const TAG = 16;
export const SEALED_CHUNK = CHUNK + TAG;
export const SALT = 24;
const COMMITMENT = 32;
/** salt | commitment. */
export const START = SALT + COMMITMENT;

export type BodyFlaw = "LENGTH" | "SALT" | "COMMITMENT" | "CHUNK";
const bad = refuses<BodyFlaw>("envelope");
const INFO = utf8("c2sp.org/chunked-encryption@v1+AEAD_AES_256_GCM\0");

/** Seals or opens the chunks of one body, in any order. */
export interface Cobblestone {
  /** salt | commitment, 56 bytes. */
  readonly start: Bytes;
  /** Chunk i: all but the last hold 16,384 bytes. */
  seal(index: number, text: Bytes): Promise<Bytes>;
  /** The text of chunk i, or the flaw CHUNK. */
  open(index: number, sealed: Bytes): Promise<Bytes>;
}

/** How long the body of a text is. */
export function bodyLength(text: number): number {
  return START + text + TAG * (Math.floor(text / CHUNK) + 1);
}

/** How long the text of a body is, or nothing if no text has such a body. */
export function textLength(body: number): number | undefined {
  const chunks = body - START;
  if (chunks < 0 || chunks % SEALED_CHUNK < TAG) return undefined;
  return chunks - TAG * (Math.floor(chunks / SEALED_CHUNK) + 1);
}

/** `key` has 32 bytes, `salt` 24. */
export async function cobblestone(key: Bytes, salt: Bytes, context: Bytes): Promise<Cobblestone> {
  const derived = expandSha512(key, concat(INFO, salt, context), 32 + 12 + COMMITMENT);
  const base = derived.slice(32, 44);
  const aes = await crypto.subtle.importKey("raw", derived.slice(0, 32), "AES-GCM", false, ["encrypt", "decrypt"]);
  const parameters = (index: number): AesGcmParams => ({ name: "AES-GCM", iv: nonce(base, index), tagLength: 8 * TAG });
  return {
    start: concat(salt, derived.slice(44)),
    seal: async (index, text) => new Uint8Array(await crypto.subtle.encrypt(parameters(index), aes, text)),
    open: async (index, sealed) => {
      try {
        return new Uint8Array(await crypto.subtle.decrypt(parameters(index), aes, sealed));
      } catch {
        throw bad("CHUNK");
      }
    },
  };
}

/** Base nonce XOR index as a 12-byte integer; an index has at most 53 bits. */
function nonce(base: Bytes, index: number): Bytes {
  const out = base.slice();
  let rest = index;
  for (let i = 11; rest > 0; i--) {
    out[i] = out[i]! ^ (rest % 256);
    rest = Math.floor(rest / 256);
  }
  return out;
}

/** A whole body of a short text. */
export async function sealBody(body: Cobblestone, text: Bytes): Promise<Bytes> {
  const chunks: Bytes[] = [body.start];
  for (let i = 0; i * CHUNK <= text.length; i++) chunks.push(await body.seal(i, text.slice(i * CHUNK, (i + 1) * CHUNK)));
  return concat(...chunks);
}

/** The text of a whole body, or the first flaw. */
export async function openBody(body: Cobblestone, bytes: Bytes): Promise<Bytes> {
  if (textLength(bytes.length) === undefined) throw bad("LENGTH");
  if (!equal(bytes.subarray(0, SALT), body.start.subarray(0, SALT))) throw bad("SALT");
  if (!equal(bytes.subarray(SALT, START), body.start.subarray(SALT))) throw bad("COMMITMENT");
  const chunks: Bytes[] = [];
  for (let at = START; at < bytes.length; at += SEALED_CHUNK) chunks.push(await body.open(chunks.length, bytes.slice(at, at + SEALED_CHUNK)));
  return concat(...chunks);
}
