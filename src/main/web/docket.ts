import { type Bytes, equal } from "./bytes.ts";
import { type Chain, logKeys } from "./chain.ts";
import type { RequestNote, ResultNote } from "./docket-note.ts";
import { BOARD, type BoardDigest, TOMBSTONE, type Tombstone, parseBoardDigest, parseTombstone } from "./log-note.ts";
import { Malformed, refuses } from "./malformed.ts";
import { type PanelNote, verifyParsed } from "./panel-note.ts";
import { type SignedNote, isSignedBy, parseSignedNote } from "./signed-note.ts";

/** What of the docket concerns a source, every note verified. Notes that do not verify have no effect. */
export interface Docket {
  readonly requests: readonly PanelNote<RequestNote>[];
  readonly results: readonly PanelNote<ResultNote>[];
  readonly tombstones: readonly Tombstone[];
  readonly boardDigests: readonly BoardDigest[];
  /** How many notes did not verify. */
  readonly ignored: number;
}

export type LogNoteFlaw = "OTHER_PANEL" | "ONE_SIGNATURE" | "BAD_SIGNATURE";
const bad = refuses<LogNoteFlaw>("log-note");

const FOR_PANEL_ONLY = ["tresllaves/v1/reader-key\n", "tresllaves/v1/approve\n", "tresllaves/v1/refuse\n"];

export function docketOf(notes: readonly Bytes[], chain: Chain): Docket {
  const docket = { requests: [] as PanelNote<RequestNote>[], results: [] as PanelNote<ResultNote>[], tombstones: [] as Tombstone[], boardDigests: [] as BoardDigest[], ignored: 0 };
  for (const bytes of notes) {
    try {
      const note = parseSignedNote(bytes);
      if (note.text.startsWith(TOMBSTONE)) docket.tombstones.push(verifyTombstone(note, chain));
      else if (note.text.startsWith(BOARD)) docket.boardDigests.push(verifyBoardDigest(note, chain));
      else if (!FOR_PANEL_ONLY.some((type) => note.text.startsWith(type))) add(docket, verifyParsed(note, chain));
    } catch (e) {
      if (!(e instanceof Malformed)) throw e;
      docket.ignored++;
    }
  }
  return docket;
}

function add(docket: { requests: PanelNote<RequestNote>[]; results: PanelNote<ResultNote>[] }, { note, person, hash }: PanelNote): void {
  if (note.type === "request") docket.requests.push({ note, person, hash });
  if (note.type === "result") docket.results.push({ note, person, hash });
}

/** A tombstone of this panel, with exactly one line, by a docket log's key of the chain. */
export function verifyTombstone(note: SignedNote, chain: Chain): Tombstone {
  const tombstone = parseTombstone(note.text);
  checkLog(note, tombstone.panelId, chain);
  return tombstone;
}

export function verifyBoardDigest(note: SignedNote, chain: Chain): BoardDigest {
  const digest = parseBoardDigest(note.text);
  checkLog(note, digest.panelId, chain);
  return digest;
}

function checkLog(note: SignedNote, panelId: Bytes, chain: Chain): void {
  if (!equal(panelId, chain.panelId)) throw bad("OTHER_PANEL");
  if (note.lines.length !== 1) throw bad("ONE_SIGNATURE");
  if (!logKeys(chain, "docket").some((key) => isSignedBy(note, key))) throw bad("BAD_SIGNATURE");
}
