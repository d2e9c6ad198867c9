import type { Bytes } from "./bytes.ts";

/** Reads big-endian fields in order. A field that runs past the end throws what `truncated` makes. */
export interface Reader {
  u8(): number;
  u16(): number;
  u32(): number;
  /** A copy of the next `length` bytes. */
  take(length: number): Bytes;
  position(): number;
  left(): number;
}

export function reader(bytes: Uint8Array, truncated: () => Error): Reader {
  let at = 0;
  const take = (length: number): Bytes => {
    if (length > bytes.length - at) throw truncated();
    at += length;
    return bytes.slice(at - length, at) as Bytes;
  };
  const number = (length: number): number => take(length).reduce((value, byte) => value * 256 + byte, 0);
  return { u8: () => number(1), u16: () => number(2), u32: () => number(4), take, position: () => at, left: () => bytes.length - at };
}
