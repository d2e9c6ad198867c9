import { type Bytes, concat, u16 } from "./bytes.ts";
import { refuses } from "./malformed.ts";
import { type Reader, reader } from "./reader.ts";

/** A dealing as it stands on the wire (spec: dealing, "Wire"). */
export interface Dealt {
  readonly j: Bytes;
  /** M | R | E under the mask: m + 36 bytes. */
  readonly c: Bytes;
  /** h_i at i - 1. */
  readonly h: readonly Bytes[];
  /** capsule_i at i - 1, 1,168 bytes each. */
  readonly capsules: readonly Bytes[];
}

export type DealtFlaw = "TRUNCATED" | "MESSAGE_LENGTH" | "TRAILING";
export const CAPSULE = 1168;
const bad = refuses<DealtFlaw>("dealing");

export function isMessageLength(m: number): boolean {
  return m > 0 && m % 32 === 0 && m <= 480;
}

/** Length of a dealing of m bytes to n members. */
export function dealtLength(m: number, n: number): number {
  return 70 + m + 1200 * n;
}

export function encodeDealt(dealt: Dealt): Bytes {
  return concat(u16(dealt.c.length - 36), dealt.j, dealt.c, ...dealt.h, ...dealt.capsules);
}

export function parseDealt(bytes: Uint8Array, n: number): Dealt {
  const input = reader(bytes, () => bad("TRUNCATED"));
  const dealt = readDealt(input, n);
  if (input.left() > 0) throw bad("TRAILING");
  return dealt;
}

/** Reads one dealing to n members of whatever follows. */
export function readDealt(input: Reader, n: number): Dealt {
  const m = input.u16();
  if (!isMessageLength(m)) throw bad("MESSAGE_LENGTH");
  const j = input.take(32);
  const c = input.take(m + 36);
  const h = Array.from({ length: n }, () => input.take(32));
  return { j, c, h, capsules: Array.from({ length: n }, () => input.take(CAPSULE)) };
}
