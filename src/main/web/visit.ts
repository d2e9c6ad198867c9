import type { Bytes } from "./bytes.ts";
import { type PublicRecord, readRecord } from "./record.ts";
import { verifyRosters } from "./rosters.ts";
import type { Server } from "./server.ts";

/** Everything a source fetches, verified. */
export type Visit = PublicRecord;

/** What was fetched, as it came. */
export interface Fetched {
  readonly rosters: Bytes;
  readonly intake: Bytes;
  readonly docket: Bytes;
  readonly board: Bytes;
}

/**
 * Fetches all of it, always in the same order and to the end before anything is looked at: a first visit and a return are the same to the server, whatever it
 * served. `trusted` says whether a panel_id is the one the source was given. The page itself looks at the rosters first and does the rest behind its first
 * screen (shipped.ts, session.ts).
 */
export async function fetchVisit(server: Server, trusted: (panelId: Bytes) => boolean): Promise<Visit> {
  const rosters = await server.unverifiedRosters();
  const intake = await server.unverifiedIntake();
  const board = await server.unverifiedBoard();
  const docket = await server.unverifiedDocket(); // after the board, whose digests it holds
  return verifyVisit({ rosters, intake, docket, board }, trusted);
}

export async function verifyVisit({ rosters, intake, docket, board }: Fetched, trusted: (panelId: Bytes) => boolean): Promise<Visit> {
  return readRecord(verifyRosters(rosters, trusted), intake, docket, board);
}
