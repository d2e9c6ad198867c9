import { createHash } from "node:crypto";
import type { Bytes } from "../../main/web/bytes.ts";
import type { Random } from "../../main/web/lot.ts";

/** Random bytes that are the same in every run, and the same as those of the Java tests' SeededRandom: SHA-256(name | u24 counter), block after block. */
export function seeded(name: string): Random {
  let counter = 0;
  return (length) => {
    const out = new Uint8Array(length);
    for (let at = 0; at < length; at += 32, counter++) {
      const block = createHash("sha256").update(name).update(Uint8Array.of(counter >>> 16, counter >>> 8, counter)).digest();
      out.set(block.subarray(0, Math.min(32, length - at)), at);
    }
    return out;
  };
}

/** A whole number below n, from such bytes. */
export function below(n: number, random: (length: number) => Bytes): number {
  return new DataView(random(4).buffer).getUint32(0) % n;
}
