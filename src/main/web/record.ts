import { type Dated, verifyBoard } from "./board.ts";
import type { Bytes } from "./bytes.ts";
import type { Chain } from "./chain.ts";
import { type Docket, docketOf } from "./docket.ts";
import { type IntakeBatch, verifyWindow } from "./intake.ts";
import { listOf } from "./rosters.ts";
import { type Receipt, type Standing, findOwn, standingOf } from "./receipt.ts";
import { type Found, findReplies } from "./replies.ts";

/** The public record, verified: what everybody fetches and in which only the words find something. */
export interface PublicRecord {
  readonly chain: Chain;
  readonly intake: readonly IntakeBatch[];
  readonly docket: Docket;
  readonly board: readonly Dated[];
}

/** A report of the words and all that is known of it. */
export interface Own {
  readonly receipt: Receipt;
  readonly standing: Standing;
  readonly replies: Found;
  readonly root: Bytes;
}

/** Throws when any part of it does not check out. */
export async function readRecord(chain: Chain, intake: Bytes, docket: Bytes, board: Bytes): Promise<PublicRecord> {
  const notes = docketOf(listOf(docket), chain);
  return { chain, intake: await verifyWindow(intake, chain), docket: notes, board: await verifyBoard(board, notes.boardDigests) };
}

/** The reports of one root. */
export async function findReports(root: Bytes, record: PublicRecord): Promise<Own[]> {
  const own: Own[] = [];
  for (const receipt of await findOwn(root, record.intake)) {
    own.push({ receipt, root, standing: standingOf(receipt, record.docket), replies: await findReplies(receipt.rs, record.chain, record.board) });
  }
  return own;
}
