import { type Bytes, fromBase64, fromHex, utf8 } from "./bytes.ts";

/** Reads a text of lines of tokens, the form of all our notes (spec: roster, "Grammar"). What is ill formed throws what `shape` makes. */
export interface Lines {
  /** The next line whole. */
  line(): string;
  /** Whether the next line begins with this word and a space. */
  next(word: string): boolean;
  /** The tokens after the word of the next line, exactly so many. */
  tokens(word: string, count: number): string[];
  /** The only token after the word of the next line. */
  token(word: string): string;
  /** All lines that are left. */
  rest(): string[];
  end(): void;
  /** A decimal number without sign or leading zeros, from 0 to `max`. */
  number(token: string, max: number): number;
  hex(token: string, length: number): Bytes;
  base64(token: string, length: number): Bytes;
  /** `YYYY-MM-DD`, a day that exists, as days since 1970-01-01. */
  day(token: string): number;
}

export const U8 = 0xff;
export const U32 = 0xffffffff;
const DAY = 86_400_000;

export function linesOf(text: string, maxBytes: number, tooLong: () => Error, shape: () => Error): Lines {
  if (text.length > maxBytes || utf8(text).length > maxBytes) throw tooLong();
  if (!text.endsWith("\n")) throw shape();
  const lines = text.slice(0, -1).split("\n");
  let at = 0;
  const need = <T>(value: T | undefined, holds = true): T => {
    if (value === undefined || !holds) throw shape();
    return value;
  };
  const line = (): string => need(lines[at++]);
  const tokens = (word: string, count: number): string[] => {
    const [first, ...rest] = line().split(" ");
    return need(rest, first === word && rest.length === count && rest.every((token) => token !== ""));
  };
  const day = (token: string): number => {
    const [, year, month, date] = need(/^(\d{4})-(\d{2})-(\d{2})$/.exec(token) ?? undefined).map(Number);
    const time = new Date(0).setUTCFullYear(year!, month! - 1, date);
    return need(time / DAY, new Date(time).toISOString().startsWith(`${token}T`));
  };
  return {
    line,
    next: (word) => lines[at]?.startsWith(`${word} `) ?? false,
    tokens,
    token: (word) => tokens(word, 1)[0]!,
    rest: () => lines.splice(at),
    end: () => void need(0, at === lines.length),
    number: (token, max) => need(Number(token), /^(0|[1-9][0-9]{0,11})$/.test(token) && Number(token) <= max),
    hex: (token, length) => need(fromHex(token, length)),
    base64: (token, length) => need(fromBase64(token), fromBase64(token)?.length === length),
    day,
  };
}

/** A day as notes write it. */
export function dayText(day: number): string {
  return new Date(day * DAY).toISOString().slice(0, 10);
}
