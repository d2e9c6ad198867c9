import { type Dated, verifyBoard } from "./board.ts";
import type { Bytes } from "./bytes.ts";
import { type Chain, unverifiedPanelId, verifyChain } from "./chain.ts";
import { type Docket, docketOf } from "./docket.ts";
import { type IntakeBatch, verifyWindow } from "./intake.ts";
import { Malformed } from "./malformed.ts";
import { parseNoteList } from "./note-list.ts";
import { Untrue } from "./refusal.ts";
import type { Server } from "./server.ts";

/** Everything a source fetches, verified. */
export interface Visit {
  readonly chain: Chain;
  readonly intake: readonly IntakeBatch[];
  readonly docket: Docket;
  readonly board: readonly Dated[];
}

/**
 * Fetches all of it, always in the same order and to the end before anything is looked at: a first visit and a return are the same to the server, whatever it
 * served. `trusted` says whether a panel_id is the one the source was given.
 */
export async function fetchVisit(server: Server, trusted: (panelId: Bytes) => boolean): Promise<Visit> {
  const rosters = await server.unverifiedRosters();
  const intake = await server.unverifiedIntake();
  const docket = await server.unverifiedDocket();
  const board = await server.unverifiedBoard();
  return verifyVisit({ rosters, intake, docket, board }, trusted);
}

/** What was fetched, as it came. */
export interface Fetched {
  readonly rosters: Bytes;
  readonly intake: Bytes;
  readonly docket: Bytes;
  readonly board: Bytes;
}

export async function verifyVisit(fetched: Fetched, trusted: (panelId: Bytes) => boolean): Promise<Visit> {
  const chain = verifyRosters(fetched.rosters, trusted);
  const intake = await verifyWindow(fetched.intake, chain);
  const docket = docketOf(listOf(fetched.docket), chain);
  return { chain, intake, docket, board: await verifyBoard(fetched.board, docket.boardDigests) };
}

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

function listOf(bytes: Bytes): Bytes[] {
  try {
    return parseNoteList(bytes);
  } catch (e) {
    throw e instanceof Malformed ? new Untrue("SHAPE") : e;
  }
}
