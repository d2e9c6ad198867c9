import type { Bytes } from "./bytes.ts";
import { h, sha256Small } from "./derive.ts";

// Code phrases: twelve BIP-39 words that are 128 random bits and four of checksum (spec: source secrets, "Words"). The lists are files of their own,
// fetched when they are needed: a caller hands in those it has, and to read what somebody typed it needs all ten.

/** One of the ten official lists. */
export interface WordList {
  readonly language: Language;
  /** 2,048 words in order, in NFC, as they are shown. */
  readonly words: readonly string[];
  /** By key. */
  readonly index: ReadonlyMap<string, number>;
}

/** In the order in which lists are tried. */
export const LANGUAGES = ["en", "es", "fr", "pt", "it", "cs", "ja", "ko", "zh-hans", "zh-hant"] as const;
export type Language = (typeof LANGUAGES)[number];

/** The name of a list's file: 2,048 lines in NFKD. */
export const WORD_FILES: Readonly<Record<Language, string>> = {
  en: "english.txt",
  es: "spanish.txt",
  fr: "french.txt",
  pt: "portuguese.txt",
  it: "italian.txt",
  cs: "czech.txt",
  ja: "japanese.txt",
  ko: "korean.txt",
  "zh-hans": "simplified-chinese.txt",
  "zh-hant": "traditional-chinese.txt",
};

export const WORDS = 12;
const SIZE = 2048;

/** The list for a language tag such as `es` or `pt-BR`, if there is one. */
export function languageOf(tag: string): Language | undefined {
  return LANGUAGES.find((language) => `${tag.toLowerCase()}-`.startsWith(`${language}-`));
}

/** A list from its file's text. */
export function wordListOf(language: Language, file: string): WordList {
  const words = file.trimEnd().split("\n").map((word) => word.normalize("NFC"));
  const index = new Map(words.map((word, i) => [keyOf(word), i]));
  if (words.length !== SIZE || index.size !== SIZE) throw new Error(`the word list ${language} is damaged`);
  return { language, words, index };
}

/** The form in which words are compared: people type without accents. */
export function keyOf(typed: string): string {
  return typed.normalize("NFKD").toLowerCase().replace(/[\u0300-\u036f]/g, "");
}

/** One thing that typed words can mean. */
export interface CodePhrase {
  readonly language: Language;
  /** 16 bytes. */
  readonly entropy: Bytes;
}

/** Typed words that are no code phrase. Its message names no word, so that none reaches a log; the fields do, for the person who typed. */
export class BadPhrase extends Error {
  override readonly name = "BadPhrase";

  constructor(
    readonly reason: "COUNT" | "UNKNOWN_WORD" | "CHECKSUM",
    /** COUNT: how many words there are. UNKNOWN_WORD: which one, from 1. */
    readonly number = 0,
    readonly word = "",
    readonly suggestions: readonly string[] = [],
  ) {
    super(reason);
  }
}

/** The words of a phrase, to be shown once. */
export function wordsOf(entropy: Bytes, list: WordList): string[] {
  if (entropy.length !== 16) throw new RangeError("twelve words are 16 bytes");
  const bits = bitsOf(entropy) + bitsOf(sha256Small(entropy)).slice(0, 4);
  return Array.from({ length: WORDS }, (_, i) => list.words[parseInt(bits.slice(11 * i, 11 * i + 11), 2)]!);
}

/**
 * What twelve typed words can mean: one phrase for every list that has all of them and whose checksum holds. More than one is rare and no error: ALL are
 * to be tried. `lists` are all ten, in the order of {@link LANGUAGES}.
 */
export function parsePhrase(typed: string, lists: readonly WordList[]): CodePhrase[] {
  const words = typed.split(/[\p{Z}\t\n\v\f\r]+/u).filter((word) => word !== "");
  if (words.length !== WORDS) throw new BadPhrase("COUNT", words.length);
  const indices = lists.map((list) => words.map((word) => list.index.get(keyOf(word))));
  const complete = lists.flatMap((list, i) => (indices[i]!.includes(undefined) ? [] : [{ language: list.language, indices: indices[i] as number[] }]));
  if (complete.length === 0) throw unknown(words, lists, indices);
  const phrases = complete.flatMap(({ language, indices }) => {
    const entropy = decode(indices);
    return entropy === undefined ? [] : [{ language, entropy }];
  });
  if (phrases.length === 0) throw new BadPhrase("CHECKSUM");
  return phrases;
}

/** Up to `most` words of a list that begin with what was typed. */
export function completions(typed: string, list: WordList, most: number): string[] {
  const key = keyOf(typed);
  return key === "" ? [] : list.words.filter((word) => keyOf(word).startsWith(key)).slice(0, most);
}

/** A panel's fingerprint: twelve public words without a checksum (spec: roster, "Fingerprint"). Not a code phrase: it opens nothing. */
export function fingerprint(panelId: Bytes, list: WordList): string[] {
  const bits = bitsOf(h("fingerprint", panelId));
  return Array.from({ length: WORDS }, (_, i) => list.words[parseInt(bits.slice(11 * i, 11 * i + 11), 2)]!);
}

function bitsOf(bytes: Bytes): string {
  return Array.from(bytes, (byte) => byte.toString(2).padStart(8, "0")).join("");
}

function decode(indices: readonly number[]): Bytes | undefined {
  const bits = indices.map((index) => index.toString(2).padStart(11, "0")).join("");
  const entropy = Uint8Array.from({ length: 16 }, (_, i) => parseInt(bits.slice(8 * i, 8 * i + 8), 2));
  return bitsOf(sha256Small(entropy)).slice(0, 4) === bits.slice(128) ? entropy : undefined;
}

/** Names the first word that is missing from the list that has most of the others. */
function unknown(words: readonly string[], lists: readonly WordList[], indices: readonly (readonly (number | undefined)[])[]): BadPhrase {
  const known = indices.map((list) => list.filter((index) => index !== undefined).length);
  const closest = known.indexOf(Math.max(...known));
  const at = indices[closest]!.indexOf(undefined);
  return new BadPhrase("UNKNOWN_WORD", at + 1, words[at]!, suggestions(words[at]!, lists[closest]!));
}

/** Up to three words at an edit distance of at most 2, the nearest first. */
function suggestions(typed: string, list: WordList): string[] {
  const key = keyOf(typed);
  const near = list.words.map((word) => ({ word, distance: distance(key, keyOf(word)) })).filter((each) => each.distance <= 2);
  return near.sort((a, b) => a.distance - b.distance).slice(0, 3).map((each) => each.word);
}

/** How many letters to add, drop or change. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3;
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const changed = row[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(changed, row[j]! + 1, next[j - 1]! + 1));
    }
    row = next;
  }
  return row[b.length]!;
}
