import { type Bytes, concat, fromUtf8, equal, isZero, u16, u32, u8, utf8 } from "./bytes.ts";
import { type Cobblestone, bodyLength, cobblestone, textLength } from "./cobblestone.ts";
import { type Dealt, dealtLength, encodeDealt, readDealt } from "./dealt.ts";
import { h, x } from "./derive.ts";
import { refuses } from "./malformed.ts";
import { reader } from "./reader.ts";
import { MAX_MEMBERS, MIN_MEMBERS } from "./rule.ts";

// One report on the wire (spec: envelope): header | identity body | report body, as long as one of eight buckets.

export type Compartment = "report" | "identity";
export type HeaderFlaw = "TRUNCATED" | "MAGIC" | "SUITE" | "MEMBERS" | "DRAWN" | "DEALING" | "TRAILING";
const bad = refuses<HeaderFlaw>("envelope");

const SUITE = 1;
const MAGIC = utf8("TLL1");
const MAX_PEOPLE = 32;
export const PREFIX = 89;
/** Of the message M of both dealings. */
export const MESSAGE = 32;
export const IDENTITY = 4096;
export const IDENTITY_BODY = bodyLength(IDENTITY);
export const MAX_IDENTITY = IDENTITY - 2;

/** One of the eight lengths an envelope can have. */
export interface Bucket {
  readonly code: number;
  readonly length: number;
  readonly segments: number;
  readonly segmentLength: number;
}

const MIB = 1 << 20;
export const BUCKETS: readonly Bucket[] = [65536, 262144, MIB, 4 * MIB, 16 * MIB, 64 * MIB, 256 * MIB, 1024 * MIB].map((length, code) => ({
  code,
  length,
  segments: Math.ceil(length / MIB),
  segmentLength: Math.min(length, MIB),
}));

/** How long the header of an envelope to n members is. */
export function headerLength(n: number): number {
  return PREFIX + 2 * dealtLength(MESSAGE, n);
}

/** How many bytes of report text fill this bucket. */
export function room(bucket: Bucket, n: number): number {
  const text = textLength(bucket.length - headerLength(n) - IDENTITY_BODY);
  if (text === undefined) throw new RangeError("no n leaves such a length");
  return text;
}

/** The smallest bucket with room for so many bytes of report text, or nothing. */
export function smallestFor(text: number, n: number): Bucket | undefined {
  return BUCKETS.find((bucket) => text <= room(bucket, n));
}

export function bucketOfLength(length: number): Bucket | undefined {
  return BUCKETS.find((bucket) => bucket.length === length);
}

/** The 89 bytes before the dealings. */
export interface Prefix {
  readonly panelId: Bytes;
  readonly rosterHash: Bytes;
  readonly eid: Bytes;
  readonly n: number;
  readonly r1: number;
  readonly r2: number;
}

export interface Header {
  readonly prefix: Prefix;
  readonly report: Dealt;
  readonly identity: Dealt;
}

export function encodeHeader({ prefix: p, report, identity }: Header): Bytes {
  const prefix = concat(MAGIC, u16(SUITE), p.panelId, p.rosterHash, p.eid, u8(p.n), u8(p.r1), u8(p.r2));
  return concat(prefix, encodeDealt(report), encodeDealt(identity));
}

export function parseHeader(bytes: Uint8Array): Header {
  const input = reader(bytes, () => bad("TRUNCATED"));
  if (!equal(input.take(4), MAGIC)) throw bad("MAGIC");
  if (input.u16() !== SUITE) throw bad("SUITE");
  const [panelId, rosterHash, eid] = [input.take(32), input.take(32), input.take(16)];
  const [n, r1, r2] = [input.u8(), input.u8(), input.u8()];
  if (n < MIN_MEMBERS || n > MAX_MEMBERS) throw bad("MEMBERS");
  if ([r1, r2].some((r) => r < 1 || r > MAX_PEOPLE) || r1 === r2) throw bad("DRAWN");
  const dealing = (): Dealt => {
    const bytes = input.take(dealtLength(MESSAGE, n));
    if (bytes[0] !== 0 || bytes[1] !== MESSAGE) throw bad("DEALING");
    return readDealt(reader(bytes, () => bad("TRUNCATED")), n);
  };
  const header = { prefix: { panelId, rosterHash, eid, n, r1, r2 }, report: dealing(), identity: dealing() };
  if (input.left() > 0) throw bad("TRAILING");
  return header;
}

/** The header at the start of an envelope or of its segment 0. */
export function parseStart(bytes: Uint8Array): Header {
  const n = bytes[86] ?? 0;
  return parseHeader(n < MIN_MEMBERS || n > MAX_MEMBERS ? bytes.subarray(0, PREFIX) : bytes.subarray(0, headerLength(n)));
}

/** T_report or T_identity. */
export function tagOf(compartment: Compartment, p: Prefix): Bytes {
  return h(`tag/${compartment}`, u16(SUITE), p.panelId, p.rosterHash, p.eid, u8(p.r1), u8(p.r2));
}

export function headerHash(header: Header): Bytes {
  return h("header", encodeHeader(header));
}

/** envelope_hash of the plain SHA-256 of each segment. */
export function envelopeHash(digests: readonly Bytes[]): Bytes {
  return h("envelope", ...digests);
}

/** M and R of one compartment. */
export interface Hedge {
  readonly message: Bytes;
  readonly coins: Bytes;
}

/** M | R = X("hedge", fresh 64 | root 64, T | u32 E | H("plain" | text), 64): good while the random generator OR the root is. */
export function hedge(fresh: Bytes, root: Bytes, tag: Bytes, excluded: number, plainHash: Bytes): Hedge {
  if (fresh.length !== 64 || root.length !== 64) throw new RangeError("64 fresh bytes and a root of 64");
  const out = x("hedge", concat(fresh, root), concat(tag, u32(excluded >>> 0), plainHash), 64);
  return { message: out.slice(0, 32), coins: out.slice(32) };
}

export function plainHash(text: Bytes): Bytes {
  return h("plain", text);
}

/** A compartment's body, for whoever knows M and R. `context` is the header's hash. */
export function bodyOf(compartment: Compartment, { message, coins }: Hedge, context: Bytes): Promise<Cobblestone> {
  const key = x(`body/${compartment}`, message, context, 32);
  return cobblestone(key, x(`salt/${compartment}`, concat(message, coins), context, 24), context);
}

/** The 4,096 bytes of an identity; empty means that none was given. At most 4,094 bytes of UTF-8; more is a bug of the caller. */
export function encodeIdentity(text: string): Bytes {
  const bytes = utf8(text);
  const out = new Uint8Array(IDENTITY);
  out.set(concat(u16(bytes.length), bytes));
  return out;
}

export type IdentityFlaw = "LENGTH" | "TEXT_LENGTH" | "UTF8" | "PADDING";
const badIdentity = refuses<IdentityFlaw>("identity-text");

/** The identity in 4,096 bytes; empty if none was given. */
export function parseIdentity(bytes: Bytes): string {
  if (bytes.length !== IDENTITY) throw badIdentity("LENGTH");
  const length = (bytes[0]! << 8) | bytes[1]!;
  if (length > MAX_IDENTITY) throw badIdentity("TEXT_LENGTH");
  const text = fromUtf8(bytes.subarray(2, 2 + length));
  if (text === undefined) throw badIdentity("UTF8");
  if (!isZero(bytes.subarray(2 + length))) throw badIdentity("PADDING");
  return text;
}
