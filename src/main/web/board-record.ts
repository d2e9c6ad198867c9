import { type Bytes, concat, equal, fromUtf8, isZero, u16, u32, u8, utf8 } from "./bytes.ts";
import { h, x } from "./derive.ts";
import * as ed25519 from "./ed25519.ts";
import { labelled } from "./label.ts";
import { refuses } from "./malformed.ts";
import { reader } from "./reader.ts";

// One record of the board (spec: replies): 4,096 bytes that only somebody who knows rs can tell from random ones.

export const RECORD = 4096;
export const MAX_TEXT = 3976;
export const MAX_PARTS = 16;
const PLAIN = 4048;
const HEAD = 8;

/** One part of a reply. */
export interface Part {
  /** From 0. */
  readonly part: number;
  readonly parts: number;
  /** When it was written, days since 1970-01-01. */
  readonly day: number;
  readonly text: string;
}

export type RecordFlaw = "LENGTH" | "TAG" | "CIPHERTEXT" | "PART" | "TEXT_LENGTH" | "PADDING" | "UTF8" | "SIGNATURE" | "SALT";
const bad = refuses<RecordFlaw>("replies");

export function whoOf(key: Bytes): Bytes {
  return h("who", key);
}

/** Where a person's record under a counter stands. */
export function recordTag(rs: Bytes, who: Bytes, counter: number): Bytes {
  return x("board/tag", rs, concat(who, u32(counter)), 16);
}

/** Opens a record as the one that the holder of this Ed25519 key wrote under this counter. */
export async function openRecord(rs: Bytes, panelId: Bytes, key: Bytes, counter: number, record: Bytes): Promise<Part> {
  if (record.length !== RECORD) throw bad("LENGTH");
  const address = concat(whoOf(key), u32(counter));
  const [tag, salt] = [record.slice(0, 16), record.slice(16, 32)];
  if (!equal(tag, x("board/tag", rs, address, 16))) throw bad("TAG");
  const plain = await decrypt(await aesOf(rs, address, salt), record);
  const { part, text } = parsePlain(plain);
  const signed = signedBytes(rs, panelId, address, plain.slice(0, HEAD), text);
  if (!ed25519.verify(key, signed, plain.slice(PLAIN - ed25519.SIGNATURE))) throw bad("SIGNATURE");
  if (!equal(salt, x("board/salt", rs, concat(address, plain), 16))) throw bad("SALT");
  return part;
}

/** Seals one part, for tests: people of the panel reply from their own machines. */
export async function sealRecord(rs: Bytes, panelId: Bytes, seed: Bytes, counter: number, { part, parts, day, text }: Part): Promise<Bytes> {
  const bytes = utf8(text);
  const head = concat(u8(part), u8(parts), u32(day), u16(bytes.length));
  const address = concat(whoOf(ed25519.publicKey(seed)), u32(counter));
  const plain = new Uint8Array(PLAIN);
  plain.set(concat(head, bytes));
  plain.set(ed25519.sign(seed, signedBytes(rs, panelId, address, head, bytes)), PLAIN - ed25519.SIGNATURE);
  const start = concat(x("board/tag", rs, address, 16), x("board/salt", rs, concat(address, plain), 16));
  const parameters = { name: "AES-GCM", iv: new Uint8Array(12), additionalData: start };
  return concat(start, new Uint8Array(await crypto.subtle.encrypt(parameters, await aesOf(rs, address, start.slice(16)), plain)));
}

function parsePlain(plain: Bytes): { part: Part; text: Bytes } {
  const input = reader(plain, () => bad("LENGTH"));
  const [part, parts, day, length] = [input.u8(), input.u8(), input.u32(), input.u16()];
  if (parts < 1 || parts > MAX_PARTS || part >= parts) throw bad("PART");
  if (length > MAX_TEXT) throw bad("TEXT_LENGTH");
  const bytes = input.take(length);
  if (!isZero(input.take(MAX_TEXT - length))) throw bad("PADDING");
  const text = fromUtf8(bytes);
  if (text === undefined) throw bad("UTF8");
  return { part: { part, parts, day, text }, text: bytes };
}

function signedBytes(rs: Bytes, panelId: Bytes, address: Bytes, head: Bytes, text: Bytes): Bytes {
  return labelled("reply", panelId, h("rs", rs), address, head, text);
}

function aesOf(rs: Bytes, address: Bytes, salt: Bytes): Promise<CryptoKey> {
  return crypto.subtle.importKey("raw", x("board/key", rs, concat(address, salt), 32), "AES-GCM", false, ["encrypt", "decrypt"]);
}

async function decrypt(key: CryptoKey, record: Bytes): Promise<Bytes> {
  try {
    const parameters = { name: "AES-GCM", iv: new Uint8Array(12), additionalData: record.slice(0, 32) };
    return new Uint8Array(await crypto.subtle.decrypt(parameters, key, record.slice(32)));
  } catch {
    throw bad("CIPHERTEXT");
  }
}
