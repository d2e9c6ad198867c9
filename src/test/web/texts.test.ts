import assert from "node:assert/strict";
import { hex, utf8 } from "../../main/web/bytes.ts";
import { verifyChain } from "../../main/web/chain.ts";
import { h } from "../../main/web/derive.ts";
import { verifyTombstone } from "../../main/web/docket.ts";
import * as envelope from "../../main/web/envelope.ts";
import { Malformed } from "../../main/web/malformed.ts";
import { encodeManifest } from "../../main/web/manifest.ts";
import { encodeNoteList, parseNoteList } from "../../main/web/note-list.ts";
import { openRelease } from "../../main/web/release.ts";
import { parseReportText } from "../../main/web/report-text.ts";
import { rtagOf } from "../../main/web/secrets.ts";
import { parseSignedNote } from "../../main/web/signed-note.ts";
import { concat } from "../../main/web/bytes.ts";
import { eachVector } from "./vectors.ts";

eachVector("note-list", (vector) => {
  const notes = parseNoteList(vector.bytes("list"));
  assert.deepEqual(encodeNoteList(notes), vector.bytes("list"));
  return { notes };
});

eachVector("identity-text", (vector) => {
  const text = envelope.parseIdentity(vector.bytes("bytes"));
  assert.deepEqual(envelope.encodeIdentity(text), vector.bytes("bytes"));
  return { text: utf8(text) };
});

eachVector("report-text", async (vector) => {
  const text = concat(vector.bytes("start"), new Uint8Array(vector.number("zeros")), vector.bytes("end"));
  const { manifest, files } = await parseReportText(text, vector.number("members"));
  return { manifest: new TextDecoder().decode(encodeManifest(manifest)), files };
});

eachVector("tombstone", (vector) => {
  const genesis = utf8(vector.text("genesis"));
  const chain = verifyChain(h("roster", utf8(parseSignedNote(genesis).text)), [genesis]);
  const { eid, w } = verifyTombstone(parseSignedNote(utf8(vector.text("note"))), chain);
  return { eid, w, rtag: rtagOf(w) };
});

/** Bundles are members' and readers' business; what the page has of it is the release, so this opens the slots of one. */
eachVector("bundle", (vector) => {
  const [bundle, slots] = [vector.bytes("bundle"), vector.number("slots")];
  if (bundle.length !== slots * 1168 || hex(h("bundle", bundle)) !== vector.text("signed")) throw new Malformed("bundle", "BUNDLE");
  const binding = {
    request: vector.bytes("request"),
    tag: vector.bytes("tag"),
    member: vector.number("member"),
    reader: vector.number("reader"),
    readerKey: vector.bytes("reader_key"),
  };
  const opened = Array.from({ length: slots }, (_, i) => openRelease(vector.bytes("reader_seed"), binding, bundle.slice(i * 1168, (i + 1) * 1168)));
  const opens = opened.findIndex((share) => share !== undefined);
  assert.equal(opened.filter((share) => share !== undefined).length, 1);
  return { opens, share: opened[opens] };
});
