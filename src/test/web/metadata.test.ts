import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { exif } from "../../main/web/exif.ts";
import { inspect } from "../../main/web/metadata.ts";
import { strip } from "../../main/web/strip.ts";

const blob = (...parts: (string | Uint8Array | readonly number[])[]): Blob =>
  new Blob(parts.map((part) => (typeof part === "string" ? Uint8Array.from(part, (char) => char.charCodeAt(0)) : Uint8Array.from(part))));
const sample = (name: string): Blob => blob(readFileSync(`config/samples/${name}`));
const be = (value: number, length: number): number[] => Array.from({ length }, (_, i) => Math.floor(value / 256 ** (length - 1 - i)) % 256);
const le = (value: number, length: number): number[] => be(value, length).reverse();

/** A TIFF block, big-endian, with one text entry for each tag, in order. */
function tiff(tags: Readonly<Record<number, string>>): number[] {
  const entries = Object.entries(tags);
  let at = 8 + 2 + 12 * entries.length + 4;
  const values: number[] = [];
  const directory = entries.flatMap(([tag, text]) => {
    const bytes = [...new TextEncoder().encode(`${text}\0`.padEnd(5, "\0"))];
    const entry = [...be(Number(tag), 2), ...be(2, 2), ...be(bytes.length, 4), ...be(at, 4)];
    values.push(...bytes);
    at += bytes.length;
    return entry;
  });
  return [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, ...be(entries.length, 2), ...directory, 0, 0, 0, 0, ...values];
}

const chunk = (type: string, body: readonly number[]): (string | number[])[] => [be(body.length, 4), type, [...body], [0, 0, 0, 0]];
const PNG = "\x89PNG\r\n\x1a\n";

test("a photo tells where, when and with what it was made", async () => {
  const seen = await inspect(sample("photo.jpg"));
  assert.equal(seen.type, "image/jpeg");
  assert.equal(seen.image, true);
  assert.deepEqual(seen.found.filter(({ what }) => what === "place"), [{ what: "place", value: "14.6125, -90.5035" }]);
  assert.ok(seen.found.some(({ what, value }) => what === "device" && value === "TresCam"));
  assert.ok(seen.found.some(({ what }) => what === "time"));
});

test("a PDF tells its author and program", async () => {
  const seen = await inspect(sample("invoices.pdf"));
  assert.equal(seen.type, "application/pdf");
  assert.ok(seen.found.some(({ what, value }) => what === "person" && value === "m.lopez"));
  assert.ok(seen.found.some(({ what, value }) => what === "program" && value === "Office 12"));
});

test("a PDF's text in UTF-16, in hex and with escapes", async () => {
  const seen = await inspect(blob("%PDF-1.7\n/Author (Mar\\355a \\(B\\)) /Creator <FEFF00D100FA>\n"));
  assert.deepEqual(seen.found, [{ what: "person", value: "María (B)" }, { what: "program", value: "Ñú" }]);
});

test("a PDF whose information is packed away is called unread", async () => {
  assert.equal((await inspect(blob("%PDF-1.7\n1 0 obj <</Type /ObjStm>>"))).unread, true);
});

test("a PNG: text, time and EXIF", async () => {
  const file = blob(PNG, ...chunk("IHDR", Array(13).fill(0)), ...chunk("tEXt", [...Buffer.from("Author\0Juana")]), ...chunk("tIME", [7, 234, 3, 4, 0, 0, 0]),
    ...chunk("eXIf", tiff({ 0x013b: "Juana P." })), ...chunk("IEND", []));
  assert.deepEqual((await inspect(file)).found, [{ what: "person", value: "Juana" }, { what: "time", value: "2026-3-4" }, { what: "person", value: "Juana P." }]);
});

test("a WebP and a HEIC with EXIF", async () => {
  const block = tiff({ 0x0110: "Phone 7" });
  const webp = blob("RIFF", le(0, 4), "WEBP", "EXIF", le(block.length, 4), block);
  assert.deepEqual((await inspect(webp)).found, [{ what: "device", value: "Phone 7" }]);
  const box = (type: string, body: readonly number[]): number[] => [...be(body.length + 8, 4), ...Buffer.from(type), ...body];
  const item = [...be(0, 4), ...block];
  const meta = (at: number): number[] => box("meta", [0, 0, 0, 0,
    ...box("iinf", [0, 0, 0, 0, ...be(1, 2), ...box("infe", [2, 0, 0, 0, ...be(5, 2), 0, 0, ...Buffer.from("Exif"), 0])]),
    ...box("iloc", [0, 0, 0, 0, 0x44, 0x00, ...be(1, 2), ...be(5, 2), 0, 0, ...be(1, 2), ...be(at, 4), ...be(item.length, 4)])]);
  const start = box("ftyp", [...Buffer.from("heic"), 0, 0, 0, 0]);
  const at = start.length + meta(0).length;
  const seen = await inspect(blob(start, meta(at), item));
  assert.equal(seen.type, "image/heic");
  assert.deepEqual(seen.found, [{ what: "device", value: "Phone 7" }]);
});

/** A zip file of entries, each packed. */
function zip(entries: Readonly<Record<string, string>>): Blob {
  let at = 0;
  const local: number[] = [];
  const central: number[] = [];
  for (const [name, text] of Object.entries(entries)) {
    const packed = [...deflateRawSync(Buffer.from(text))];
    const sizes = [...le(0, 4), ...le(packed.length, 4), ...le(text.length, 4), ...le(name.length, 2)];
    const header = [...Buffer.from("PK\x03\x04"), ...le(20, 2), 0, 0, ...le(8, 2), 0, 0, 0, 0, ...sizes, 0, 0, ...Buffer.from(name), ...packed];
    central.push(...Buffer.from("PK\x01\x02"), ...le(20, 4), 0, 0, ...le(8, 2), 0, 0, 0, 0, ...sizes, ...Array(12).fill(0), ...le(at, 4), ...Buffer.from(name));
    local.push(...header);
    at += header.length;
  }
  const count = Object.keys(entries).length;
  return blob(local, central, "PK\x05\x06", [0, 0, 0, 0, ...le(count, 2), ...le(count, 2), ...le(central.length, 4), ...le(at, 4), 0, 0]);
}

test("a text document tells who wrote and who changed it", async () => {
  const seen = await inspect(zip({ "word/document.xml": "<w/>", "docProps/core.xml": "<cp><dc:creator>Rosa Díaz</dc:creator><cp:lastModifiedBy>jefe</cp:lastModifiedBy></cp>" }));
  assert.match(seen.type, /wordprocessingml/);
  assert.deepEqual(seen.found, [{ what: "person", value: "Rosa Díaz" }, { what: "person", value: "jefe" }]);
});

test("an open document tells its author", async () => {
  const seen = await inspect(zip({ "content.xml": "<o/>", "meta.xml": "<m><meta:initial-creator>Lía</meta:initial-creator></m>" }));
  assert.match(seen.type, /opendocument/);
  assert.deepEqual(seen.found, [{ what: "person", value: "Lía" }]);
});

test("an archive that unpacks without end is read a little", async () => {
  const seen = await inspect(zip({ "docProps/core.xml": `<dc:creator>Ana</dc:creator>${" ".repeat(1 << 26)}` }));
  assert.deepEqual(seen.found, [{ what: "person", value: "Ana" }]);
});

test("the type is that of the content, whatever the name; what nobody knows is called unread", async () => {
  assert.equal((await inspect(blob("hello, world\n"))).type, "text/plain");
  assert.equal((await inspect(new Blob([]))).type, "text/plain");
  assert.equal((await inspect(blob([0, 1, 2, 3]))).type, "application/octet-stream");
  assert.equal((await inspect(blob([0, 1, 2, 3]))).unread, true);
  assert.equal((await inspect(blob("\0\0\0\x18ftypmp42"))).type, "video/mp4");
  assert.equal((await inspect(blob("\0\0\0\x18ftypmp42"))).unread, true);
});

test("what is shown of a value has no controls, no marks of direction, and an end", () => {
  assert.deepEqual(exif(Uint8Array.from(tiff({ 0x013b: "a\u202eb\x07c" }))), [{ what: "person", value: "a b c" }]);
  assert.equal(exif(Uint8Array.from(tiff({ 0x013b: "x".repeat(5000) })))[0]?.value.length, 201);
});

test("files cut or altered at any byte are looked at without a failure", async () => {
  for (const name of ["photo.jpg", "invoices.pdf"]) {
    const bytes = readFileSync(`config/samples/${name}`).subarray(0, 4000);
    for (let at = 0; at < 600; at++) {
      await inspect(blob(bytes.subarray(0, at)));
      const altered = Uint8Array.from(bytes);
      altered[at] = (altered[at] ?? 0) ^ 0xff;
      await inspect(blob(altered));
    }
  }
  const docx = new Uint8Array(await zip({ "docProps/core.xml": "<dc:creator>Ana</dc:creator>" }).arrayBuffer());
  for (let at = 0; at < docx.length; at++) {
    const altered = Uint8Array.from(docx);
    altered[at] = (altered[at] ?? 0) ^ 0xff;
    await inspect(blob(altered));
  }
});

test("a JPEG without what is not needed to draw it carries nothing, and every scan of it is there", async () => {
  const photo = new Uint8Array(readFileSync("config/samples/photo.jpg"));
  const trailing = new Uint8Array([...photo, ...Buffer.from("a film behind the photo")]);
  const stripped = strip(trailing) ?? assert.fail("not stripped");
  assert.deepEqual((await inspect(new Blob([stripped]))).found, []);
  assert.ok(!Buffer.from(stripped).includes("Exif") && !Buffer.from(stripped).includes("film"));
  const scan = (bytes: Uint8Array): number => Buffer.from(bytes).indexOf(Buffer.from([0xff, 0xda]));
  assert.deepEqual(stripped.subarray(scan(stripped)), photo.subarray(scan(photo)));
});

test("a PNG without what is not needed to draw it; what is cut off is not called clean", async () => {
  const chunks = [...chunk("IHDR", Array(13).fill(1)), ...chunk("tEXt", [...Buffer.from("Author\0Juana")]), ...chunk("IDAT", [1, 2, 3]), ...chunk("IEND", [])];
  const png = new Uint8Array(await blob(PNG, ...chunks, "more").arrayBuffer());
  const wanted = new Uint8Array(await blob(PNG, ...chunk("IHDR", Array(13).fill(1)), ...chunk("IDAT", [1, 2, 3]), ...chunk("IEND", [])).arrayBuffer());
  assert.deepEqual(strip(png), wanted);
  assert.equal(strip(png.slice(0, 40)), undefined);
  assert.equal(strip(new Uint8Array(readFileSync("config/samples/photo.jpg")).slice(0, 9000)), undefined);
  assert.equal(strip(new Uint8Array([1, 2, 3])), undefined);
});
