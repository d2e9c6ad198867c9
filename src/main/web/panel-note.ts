import { type Bytes, equal, utf8 } from "./bytes.ts";
import { type Chain, linkOfHash } from "./chain.ts";
import { h } from "./derive.ts";
import { type DocketNote, parseDocketNote } from "./docket-note.ts";
import { refuses } from "./malformed.ts";
import { type Person, isMember, personAt, personKey } from "./roster.ts";
import { type SignedNote, isSignedBy, parseSignedNote } from "./signed-note.ts";

/** A docket note whose signature was verified against the roster it names: exactly one line, by the person it names, in a role that may say this. */
export interface PanelNote<N extends DocketNote = DocketNote> {
  readonly note: N;
  readonly person: Person;
  /** By which other notes and bundles name this one. */
  readonly hash: Bytes;
}

export type PanelNoteFlaw = "OTHER_PANEL" | "UNKNOWN_ROSTER" | "UNKNOWN_PERSON" | "NOT_A_MEMBER" | "ONE_SIGNATURE" | "BAD_SIGNATURE";
const bad = refuses<PanelNoteFlaw>("panel-note");

export function verifyPanelNote(bytes: Bytes, chain: Chain): PanelNote {
  return verifyParsed(parseSignedNote(bytes), chain);
}

/** The same for a note that was parsed already. */
export function verifyParsed(signed: SignedNote, chain: Chain): PanelNote {
  const note = parseDocketNote(signed.text);
  if (!equal(note.panelId, chain.panelId)) throw bad("OTHER_PANEL");
  const link = linkOfHash(chain, note.rosterHash);
  if (link === undefined) throw bad("UNKNOWN_ROSTER");
  const person = personAt(link.roster, note.person);
  if (person === undefined) throw bad("UNKNOWN_PERSON");
  if ((note.type === "approve" || note.type === "refuse" || note.type === "closed") && !isMember(person)) throw bad("NOT_A_MEMBER");
  if (signed.lines.length !== 1) throw bad("ONE_SIGNATURE");
  if (!isSignedBy(signed, personKey(person))) throw bad("BAD_SIGNATURE");
  const label = note.type === "request" || note.type === "reader-key" ? note.type : "note";
  return { note, person, hash: h(label, utf8(signed.text)) };
}
