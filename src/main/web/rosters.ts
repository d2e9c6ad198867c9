import type { Bytes } from "./bytes.ts";
import { type Chain, unverifiedPanelId, verifyChain } from "./chain.ts";
import { Malformed } from "./malformed.ts";
import { parseNoteList } from "./note-list.ts";
import { Untrue } from "./refusal.ts";

/** Every link of the chain holds, from a genesis that is trusted; else Untrue PANEL or ROSTER. */
export function verifyRosters(rosters: Bytes, trusted: (panelId: Bytes) => boolean): Chain {
  const notes = listOf(rosters);
  try {
    const panelId = unverifiedPanelId(notes);
    if (!trusted(panelId)) throw new Untrue("PANEL");
    return verifyChain(panelId, notes);
  } catch (e) {
    throw e instanceof Malformed ? new Untrue("ROSTER") : e;
  }
}

/** A list of notes as a server gives it; Untrue SHAPE if it is none. */
export function listOf(bytes: Bytes): Bytes[] {
  try {
    return parseNoteList(bytes);
  } catch (e) {
    throw e instanceof Malformed ? new Untrue("SHAPE") : e;
  }
}
