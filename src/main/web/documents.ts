// What documents say of their authors: PDF and the zip formats of office programs. Bounded in bytes; nothing is rendered.
import { clean, type Finding } from "./exif.ts";
import type { Read } from "./images.ts";

const WINDOW = 1 << 20;
const MAX_NAMES = 4096;
const MAX_XML = 256 * 1024;

/** Findings, and whether there may be more that could not be read. */
export interface Looked { readonly found: Finding[]; readonly unread: boolean; }

const PDF_KEYS: Record<string, Finding["what"]> = {
  Author: "person", Creator: "program", Producer: "program", CreationDate: "time", ModDate: "time", Title: "comment",
};

/** The document information of a PDF, where it is not compressed; both ends of the file are looked at. */
export async function pdf(read: Read, size: number): Promise<Looked> {
  const latin = new TextDecoder("latin1");
  let text = latin.decode(await read(0, WINDOW));
  if (size > WINDOW) text += latin.decode(await read(Math.max(WINDOW, size - WINDOW), WINDOW));
  const found: Finding[] = [];
  for (const [, key = "", literal, hex] of text.matchAll(/\/(Author|Creator|Producer|CreationDate|ModDate|Title)\s*(?:\(((?:\\[\s\S]|[^\\()]){0,500})\)|<([0-9A-Fa-f\s]{0,2000})>)/g)) {
    const value = clean(literal !== undefined ? unescape(literal) : wide(Uint8Array.from((hex ?? "").replace(/\s/g, "").match(/../g) ?? [], (pair) => parseInt(pair, 16))));
    const what = PDF_KEYS[key];
    if (what !== undefined && value !== "") found.push({ what, value: what === "time" ? value.replace(/^D:(\d{4})(\d\d)(\d\d).*/, "$1-$2-$3") : value });
  }
  for (const [tag, what] of XML_TAGS) for (const value of inXml(text, tag)) found.push({ what, value });
  return { found: distinct(found), unread: found.length === 0 && (/\/ObjStm/.test(text) || /\/Encrypt/.test(text)) };
}

function unescape(literal: string): string {
  const text = literal.replace(/\\([0-7]{1,3}|[\s\S])/g, (_, code: string) =>
    /^[0-7]/.test(code) ? String.fromCharCode(parseInt(code, 8) & 255) : ({ n: "\n", r: "\r", t: "\t" }[code] ?? code));
  return wide(Uint8Array.from(text, (char) => char.charCodeAt(0) & 255));
}

function wide(bytes: Uint8Array): string {
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  return new TextDecoder(bytes[0] === 0xef ? "utf-8" : "latin1").decode(bytes);
}

const XML_TAGS: readonly [string, Finding["what"]][] = [
  ["dc:creator", "person"], ["cp:lastModifiedBy", "person"], ["meta:initial-creator", "person"], ["meta:printed-by", "person"],
  ["Company", "person"], ["Manager", "person"], ["Application", "program"], ["meta:generator", "program"], ["xmp:CreatorTool", "program"],
  ["dcterms:created", "time"], ["dcterms:modified", "time"], ["meta:creation-date", "time"], ["dc:date", "time"], ["dc:title", "comment"],
];

function inXml(xml: string, tag: string): string[] {
  const open = new RegExp(`<${tag}(?: [^>]{0,200})?>([\\s\\S]{0,1000}?)</${tag}>`, "g");
  return [...xml.matchAll(open)].slice(0, 8).map((match) => clean((match[1] ?? "").replace(/<[^>]*>/g, " "))).filter((value) => value !== "");
}

/** The kind of a zip file by its entries, and what its property files say. */
export async function zip(read: Read, size: number): Promise<Looked & { readonly type: string }> {
  const entries = await central(read, size);
  const found: Finding[] = [];
  for (const name of ["docProps/core.xml", "docProps/app.xml", "meta.xml"]) {
    const entry = entries.get(name);
    if (entry === undefined) continue;
    const xml = new TextDecoder().decode(await content(read, entry));
    for (const [tag, what] of XML_TAGS) for (const value of inXml(xml, tag)) found.push({ what, value });
  }
  const type = zipType([...entries.keys()]);
  return { type, found: distinct(found), unread: type === "application/zip" };
}

const OFFICE = "application/vnd.openxmlformats-officedocument.";

function zipType(names: readonly string[]): string {
  if (names.some((name) => name.startsWith("word/"))) return `${OFFICE}wordprocessingml.document`;
  if (names.some((name) => name.startsWith("xl/"))) return `${OFFICE}spreadsheetml.sheet`;
  if (names.some((name) => name.startsWith("ppt/"))) return `${OFFICE}presentationml.presentation`;
  if (names.includes("meta.xml") && names.includes("content.xml")) return "application/vnd.oasis.opendocument.text";
  return "application/zip";
}

interface Packed { readonly method: number; readonly length: number; readonly at: number; }

async function central(read: Read, size: number): Promise<Map<string, Packed>> {
  const entries = new Map<string, Packed>();
  const tailAt = Math.max(0, size - 65_557);
  const tail = await read(tailAt, 65_557);
  let end = tail.length - 22;
  const view = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  while (end >= 0 && view(tail).getUint32(end, true) !== 0x06054b50) end--;
  if (end < 0) return entries;
  const listing = await read(view(tail).getUint32(end + 16, true), Math.min(view(tail).getUint32(end + 12, true), WINDOW));
  const list = view(listing);
  for (let at = 0, i = 0; at + 46 <= listing.length && i < MAX_NAMES && list.getUint32(at, true) === 0x02014b50; i++) {
    const nameLength = list.getUint16(at + 28, true);
    const name = new TextDecoder().decode(listing.subarray(at + 46, at + 46 + nameLength));
    entries.set(name, { method: list.getUint16(at + 10, true), length: list.getUint32(at + 20, true), at: list.getUint32(at + 42, true) });
    at += 46 + nameLength + list.getUint16(at + 30, true) + list.getUint16(at + 32, true);
  }
  return entries;
}

/** At most MAX_XML bytes of an entry's text, however large it says to be. */
async function content(read: Read, entry: Packed): Promise<Uint8Array<ArrayBuffer>> {
  const head = await read(entry.at, 30);
  if (head.length < 30) return new Uint8Array();
  const view = new DataView(head.buffer, head.byteOffset);
  const packed = await read(entry.at + 30 + view.getUint16(26, true) + view.getUint16(28, true), Math.min(entry.length, MAX_XML));
  if (entry.method === 0) return new Uint8Array(packed);
  if (entry.method !== 8) return new Uint8Array();
  const stream = new Blob([new Uint8Array(packed)]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = stream.getReader();
  const parts: Uint8Array<ArrayBuffer>[] = [];
  try {
    for (let total = 0; total < MAX_XML; ) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(new Uint8Array(value));
      total += value.length;
    }
  } catch {
    // cut or damaged: what came before the damage is shown
  }
  await reader.cancel().catch(() => undefined);
  return new Uint8Array(await new Blob(parts).arrayBuffer());
}

function distinct(found: readonly Finding[]): Finding[] {
  return [...new Map(found.map((one) => [`${one.what}\n${one.value}`, one])).values()];
}
