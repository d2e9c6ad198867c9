import { type Bytes, hex, u32 } from "../../main/web/bytes.ts";
import { x } from "../../main/web/derive.ts";

/** The first dummies of a day key, in hex without their type: what members take away to see which entries are reports. */
export function dummyEntries(dayKey: Bytes, count: number): Set<string> {
  return new Set(Array.from({ length: count }, (_, j) => hex(x("dummy", dayKey, u32(j), 80))));
}
