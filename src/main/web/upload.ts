import type { Bytes } from "./bytes.ts";
import { Malformed } from "./malformed.ts";
import { type Promised, isPromised, parsePromise } from "./promise.ts";
import { Refused, Untrue } from "./refusal.ts";
import { type SealedReport, roomFor } from "./seal.ts";
import { type Server, isHeld } from "./server.ts";
import type { VerifierKey } from "./verifier-key.ts";

/** Waits so many milliseconds; a test's does not. Rejects when the source gives up. */
export type Pause = (milliseconds: number) => Promise<void>;

/** What an upload tells as it goes. */
export type Progress =
  /** Bytes that lie on the server's disk, of all. */
  | { readonly kind: "sent"; readonly done: number; readonly total: number }
  /** A connection broke, or the server is busy; how often in a row, from 1, and how long until the next attempt. */
  | { readonly kind: "broke"; readonly attempt: number; readonly milliseconds: number };

/**
 * Segments under way at once: while the server brings one to its disk, the next are on the wire and one more is being sealed. More would only fill memory
 * here and waiting rooms there; a browser opens six connections at most.
 */
const LANES = 4;
const FRUITLESS = 10;
const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;

export const systemPause: Pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Asks the server whether it would take this report, before the first byte goes up. */
export async function announce(server: Server, sealed: SealedReport, pause: Pause, tell: (progress: Progress) => void): Promise<void> {
  await persist(pause, tell, () => server.announce(sealed.eid, sealed.bucket.code, sealed.rosterHash));
}

/**
 * Sends a sealed report and commits (spec: upload). After every break it asks what lies there and goes on; it gives up after ten attempts in a row that
 * moved nothing. The promise is verified. Refused `used`, `refused` or `roster` end the envelope: seal again, with new coins.
 */
export async function upload(
  server: Server,
  sealed: SealedReport,
  panelId: Bytes,
  intake: VerifierKey,
  pause: Pause,
  tell: (progress: Progress) => void,
): Promise<Promised> {
  await persist(pause, tell, (moved) => sendMissing(server, sealed, tell, moved));
  const tags = await sealed.tags();
  const answer = await persist(pause, tell, () => server.unverifiedCommit(sealed.eid, tags.envelopeHash, tags.rtag));
  const promise = promiseOf(answer);
  if (promise === undefined || !isPromised(promise, { panelId, eid: sealed.eid, ...tags }, intake)) throw new Untrue("PROMISE");
  return promise;
}

function promiseOf(answer: Bytes): Promised | undefined {
  try {
    return parsePromise(answer);
  } catch (e) {
    if (e instanceof Malformed) return undefined;
    throw e;
  }
}

async function sendMissing(server: Server, sealed: SealedReport, tell: (progress: Progress) => void, moved: () => void): Promise<void> {
  const { bucket, eid, rosterHash } = sealed;
  const held = await server.announce(eid, bucket.code, rosterHash);
  const missing = Array.from({ length: bucket.segments }, (_, k) => k).filter((k) => !isHeld(held, k));
  let done = bucket.length - missing.length * bucket.segmentLength;
  tell({ kind: "sent", done, total: bucket.length });
  await inLanes(missing, () => roomFor(bucket), async (k, room) => {
    await server.putSegment(eid, k, await sealed.segment(k, room));
    moved();
    done += bucket.segmentLength;
    tell({ kind: "sent", done, total: bucket.length });
  });
}

/** Several at once, each lane with something of its own, until all are done or one fails. Nothing is under way any more when this ends: no segment ever is twice. */
async function inLanes<T>(list: readonly number[], open: () => T, put: (k: number, of: T) => Promise<void>): Promise<void> {
  const rest = list.values();
  let broke = false;
  const lane = async (): Promise<void> => {
    const own = open();
    try {
      for (const k of rest) if (!broke) await put(k, own);
    } catch (failure) {
      broke = true;
      throw failure;
    }
  };
  const ended = await Promise.allSettled(Array.from({ length: LANES }, lane));
  for (const one of ended) if (one.status === "rejected") throw one.reason;
}

/** Runs an attempt until it succeeds, is refused for good, or has moved nothing ten times in a row. */
async function persist<T>(pause: Pause, tell: (progress: Progress) => void, attempt: (moved: () => void) => Promise<T>): Promise<T> {
  let wait = FIRST_WAIT;
  for (let fruitless = 1; ; fruitless++) {
    let moved = false;
    try {
      return await attempt(() => (moved = true));
    } catch (e) {
      if (!passes(e) || (fruitless >= FRUITLESS && !moved)) throw e;
    }
    if (moved) [fruitless, wait] = [1, FIRST_WAIT];
    tell({ kind: "broke", attempt: fruitless, milliseconds: wait });
    await pause(wait);
    wait = Math.min(2 * wait, LONGEST_WAIT);
  }
}

/** Whether the same call may well succeed in a while: `fetch` throws TypeError when a connection fails, and a DOMException when it took too long. */
function passes(error: unknown): boolean {
  if (error instanceof Refused) return error.refusal === "busy" || error.refusal === "later";
  return error instanceof TypeError || (error instanceof DOMException && (error.name === "TimeoutError" || error.name === "NetworkError"));
}
