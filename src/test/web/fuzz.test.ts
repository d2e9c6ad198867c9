import assert from "node:assert/strict";
import { after, test } from "node:test";
import { type Bytes, concat, own, utf8 } from "../../main/web/bytes.ts";
import { parseDealt } from "../../main/web/dealt.ts";
import { parseDocketNote } from "../../main/web/docket-note.ts";
import { parseHeader, parseIdentity } from "../../main/web/envelope.ts";
import { parseLeaf } from "../../main/web/intake.ts";
import { parseBoardDigest, parseTombstone } from "../../main/web/log-note.ts";
import { Malformed } from "../../main/web/malformed.ts";
import { parseManifest } from "../../main/web/manifest.ts";
import { parseNoteList } from "../../main/web/note-list.ts";
import { parsePolicy } from "../../main/web/policy.ts";
import { parsePromise } from "../../main/web/promise.ts";
import { parseRoster } from "../../main/web/roster-text.ts";
import { parseSignedNote } from "../../main/web/signed-note.ts";
import { parseVerifierKey } from "../../main/web/verifier-key.ts";
import { startOracle } from "./oracle.ts";
import { below, seeded } from "./seeded.ts";
import { type Vector, all } from "./vectors.ts";

// Every parser reads vectors that were changed at random, and must say of each what the Java parser says: the same flaw, or none. Nothing else may be thrown.

const oracle = startOracle();
after(() => oracle.close());

type Random = (length: number) => Bytes;

/** Longer vectors are about their length. */
const LONGEST = 40_000;

/** A text format: its parser, and where its vectors have a text. */
const TEXTS: readonly [format: string, parse: (text: string) => unknown, texts: () => string[], count: number][] = [
  ["roster", parseRoster, () => texts("roster", "text"), 600],
  ["verifier-key", parseVerifierKey, () => [...texts("signed-note", "vkey"), ...keysOf(texts("policy", "text")), ...keysOf(texts("roster", "text"))], 600],
  ["policy", (text) => parsePolicy(text.split("\n")), () => texts("policy", "text"), 800],
  ["docket-note", parseDocketNote, () => texts("docket-note", "text"), 1000],
  ["tombstone", parseTombstone, () => texts("tombstone", "note").map((note) => note.slice(0, note.lastIndexOf("\n\n") + 1)), 400],
  ["board-note", parseBoardDigest, () => texts("board-note", "text"), 400],
  ["intake", parseLeaf, () => texts("intake", "leaf"), 400],
  ["manifest", (text) => parseManifest(utf8(text)), () => all("manifest").map((vector) => new TextDecoder().decode(vector.bytes("manifest"))), 1500],
  ["signed-note", (text) => parseSignedNote(utf8(text)), () => all("signed-note").map((vector) => new TextDecoder().decode(vector.bytes("note"))), 500],
];

/** A format of bytes. */
const BYTES: readonly [format: string, parse: (bytes: Bytes) => unknown, bytes: () => Bytes[], count: number][] = [
  ["promise", parsePromise, () => all("promise").map((vector) => vector.bytes("promise")), 200],
  ["envelope", parseHeader, () => all("envelope").flatMap((vector) => (vector.has("header") ? [vector.bytes("header")] : [])), 150],
  ["dealing", (bytes) => parseDealt(bytes, 3), () => all("dealing").flatMap((vector) => (vector.has("n") ? [vector.bytes("wire")] : [])), 200],
  ["identity-text", parseIdentity, () => all("identity-text").map((vector) => vector.bytes("bytes")), 200],
  ["note-list", (bytes) => parseNoteList(bytes), () => all("note-list").map((vector) => vector.bytes("list")), 300],
  ["manifest", parseManifest, () => all("manifest").map((vector) => vector.bytes("manifest")), 300],
  ["signed-note", parseSignedNote, () => all("signed-note").map((vector) => vector.bytes("note")), 300],
];

function texts(format: string, name: string): string[] {
  return all(format).flatMap((vector: Vector) => (vector.has(name) ? [vector.text(name)] : []));
}

function keysOf(texts: readonly string[]): string[] {
  return texts.filter((text) => text.length < LONGEST).flatMap((text) => text.match(/[^ \n]+\+[0-9a-f]{8}\+[^ \n]+/g) ?? []);
}

for (const [format, parse, seeds, count] of TEXTS) {
  test(`${count} changed texts of ${format} are judged as Java judges them`, async () => {
    const random = seeded(`texts ${format}`);
    const from = seeds().filter((text) => text.length < LONGEST);
    await judged(format, count, () => changedText(pick(from, random), random, from), utf8, parse);
  });
}

for (const [format, parse, seeds, count] of BYTES) {
  test(`${count} changed byte strings of ${format} are judged as Java judges them`, async () => {
    const random = seeded(`bytes ${format}`);
    const from = seeds().filter((bytes) => bytes.length < LONGEST);
    await judged(format, count, () => changedBytes(pick(from, random), random), (bytes) => bytes, parse);
  });
}

async function judged<T>(format: string, count: number, change: () => T, encode: (value: T) => Bytes, parse: (value: T) => unknown): Promise<void> {
  const seen = new Map<string, number>();
  for (let done = 0; done < count; done += 50) {
    const changed = Array.from({ length: 50 }, change);
    const theirs = await Promise.all(changed.map((value) => oracle.ask("parse", format, encode(value))));
    changed.forEach((value, i) => {
      const mine = outcome(() => parse(value));
      const told = theirs[i];
      const say = typeof told === "string" ? told : "OK";
      assert.ok(agree(format, mine, say), `${format}: ${mine}, in Java ${say}: ${JSON.stringify(value instanceof Uint8Array ? Buffer.from(value).toString("hex") : value).slice(0, 3000)}`);
      seen.set(mine, (seen.get(mine) ?? 0) + 1);
    });
  }
  assert.ok(seen.size > 1, "some of them were refused, for more than one reason or not all");
}

/** A reader of JSON may look a token ahead or not: where something is no JSON right after another flaw, either may be told (spec: manifest). */
function agree(format: string, mine: string, theirs: string): boolean {
  const whileReading = ["JSON", "KEY", "TYPE", "BASE64", "FILE_SIZE"];
  const either = format === "manifest" && [mine, theirs].includes("JSON") && whileReading.includes(mine) && whileReading.includes(theirs);
  return mine === theirs || either;
}

function outcome(parse: () => unknown): string {
  try {
    parse();
    return "OK";
  } catch (e) {
    if (e instanceof Malformed) return e.flaw;
    throw e;
  }
}

function pick<T>(list: readonly T[], random: Random): T {
  return list[below(list.length, random)]!;
}

const PIECES = ["0", "1", "9", "a", "A", "-", "+", "=", " ", "  ", "\n", "\n\n", "\t", "_", "é", "e\u0301", "\u00a0", "\u202e", "\u2003", "😀", "\u0085", "\u007f", "{", "}", "[", ",", ":", '"', "\\", "\\u0061", "null", "01", "1e1", "99999999999", "4294967296", "T", "— "];

/** One to three changes, by character, token or line. */
function changedText(text: string, random: Random, others: readonly string[]): string {
  let out = text;
  for (let times = 1 + below(3, random); times > 0; times--) {
    const at = below(out.length + 1, random);
    const lines = out.split("\n");
    const line = below(lines.length, random);
    switch (below(9, random)) {
      case 0:
        out = out.slice(0, at) + pick(PIECES, random) + out.slice(at);
        break;
      case 1:
        out = out.slice(0, at) + out.slice(at + 1 + below(4, random));
        break;
      case 2:
        out = out.slice(0, at) + pick(PIECES, random) + out.slice(at + 1);
        break;
      case 3:
        out = [...lines.slice(0, line), lines[line], ...lines.slice(line)].join("\n");
        break;
      case 4:
        out = lines.filter((_, i) => i !== line).join("\n");
        break;
      case 5:
        out = [...lines.slice(0, line), ...lines.slice(line + 1, line + 2), lines[line], ...lines.slice(line + 2)].join("\n");
        break;
      case 6:
        out = lines.map((each, i) => (i === line ? changedToken(each, random) : each)).join("\n");
        break;
      case 7:
        out = out.slice(0, at);
        break;
      default: {
        const other = pick(others, random).split("\n");
        out = lines.map((each, i) => (i === line ? (other[line] ?? each) : each)).join("\n");
      }
    }
  }
  return new TextDecoder().decode(utf8(out));
}

function changedToken(line: string, random: Random): string {
  const tokens = line.split(" ");
  const at = below(tokens.length, random);
  const number = Number(tokens[at]);
  tokens[at] = Number.isInteger(number) && tokens[at] !== "" ? String(number + pick([-1, 1, 10, 1000], random)) : pick([...tokens, ...PIECES], random);
  return tokens.join(" ");
}

function changedBytes(bytes: Bytes, random: Random): Bytes {
  let out = bytes.slice();
  for (let times = 1 + below(2, random); times > 0; times--) {
    const at = below(out.length + 1, random);
    switch (below(4, random)) {
      case 0:
        if (at < out.length) out[at]! ^= 1 << below(8, random);
        break;
      case 1:
        out = concat(out.subarray(0, at), random(1 + below(4, random)), out.subarray(at));
        break;
      case 2:
        out = concat(out.subarray(0, at), out.subarray(at + 1 + below(4, random)));
        break;
      default:
        out = out.slice(0, at);
    }
  }
  return own(out);
}
