import { utf8 } from "./bytes.ts";

/** Pairs of first and last forbidden code unit (spec: roster, "Names"): fixed, so that no two readers differ with their Unicode tables. */
const FORBIDDEN: readonly (readonly [number, number])[] = [
  [0x0000, 0x0020], [0x002b, 0x002b], [0x007f, 0x00a0], [0x00ad, 0x00ad], [0x034f, 0x034f], [0x061c, 0x061c], [0x115f, 0x1160],
  [0x1680, 0x1680], [0x17b4, 0x17b5], [0x180b, 0x180f], [0x2000, 0x200f], [0x2028, 0x202f], [0x205f, 0x206f], [0x2800, 0x2800],
  [0x3000, 0x3000], [0x3164, 0x3164], [0xd800, 0xf8ff], [0xfe00, 0xfe0f], [0xfeff, 0xfeff], [0xffa0, 0xffa0], [0xfff0, 0xffff],
];

/** Whether a token is a name of a panel, bench or person. */
export function isName(token: string): boolean {
  const units = Array.from({ length: token.length }, (_, i) => token.charCodeAt(i));
  const visible = units.every((unit) => FORBIDDEN.every(([first, last]) => unit < first || unit > last));
  const long = token === "" || utf8(token).length > 64;
  return visible && !long && token !== "-" && !/^_|_$|__/.test(token) && token.normalize("NFC") === token;
}

/** A name as people read it. */
export function nameText(token: string): string {
  return token.replaceAll("_", " ");
}
