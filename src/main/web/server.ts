import { type Bytes, base64, concat, hex, u8 } from "./bytes.ts";
import { REFUSALS, Refused, Untrue, refusalOf } from "./refusal.ts";
import type { Segment } from "./seal.ts";

/** The browser's `fetch`, or a test's. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/**
 * The calls anybody may make (spec: api). Answers are bounded here and given back as bytes that are not yet trusted. What is sent depends on nothing that
 * was served but roster_hash. Throws Refused for the server's word, Untrue for another shape, and what `fetch` throws when the connection fails.
 */
export interface Server {
  unverifiedRosters(): Promise<Bytes>;
  unverifiedIntake(): Promise<Bytes>;
  unverifiedDocket(): Promise<Bytes>;
  unverifiedBoard(): Promise<Bytes>;
  /** The pack of questionnaires. */
  unverifiedForms(): Promise<Bytes>;
  /** The code of the largest bucket that is taken. */
  unverifiedLargest(): Promise<number>;
  /** Opens an upload or finds it again; 128 bytes say which segments lie there. */
  announce(eid: Bytes, bucket: number, rosterHash: Bytes): Promise<Bytes>;
  putSegment(eid: Bytes, k: number, segment: Segment): Promise<void>;
  /** The answer is the promise, not yet verified. */
  unverifiedCommit(eid: Bytes, envelopeHash: Bytes, rtag: Bytes): Promise<Bytes>;
  withdraw(eid: Bytes, w: Bytes): Promise<void>;
}

const MAX_ROSTERS = 24 << 20;
const MAX_LOG = 1 << 30;
const MAX_BOARD = 62 * 131_080;
const MAX_FORMS = 1 << 20;
const BITMAP = 128;
const PROMISE = 100;
/** A call that takes longer has lost its circuit. */
const PATIENCE = 600_000;

/** `base` is the address in front of `/v1`: empty in the page, which only talks to where it came from. */
export function serverAt(fetch: Fetch, base = ""): Server {
  const send = async (method: string, path: string, length: readonly [number, number], body?: Bytes, headers: Record<string, string> = {}) => {
    const response = await fetch(`${base}/v1${path}`, {
      method,
      headers,
      body: body ?? null,
      cache: "no-store",
      credentials: "omit",
      redirect: "error",
      referrerPolicy: "no-referrer",
      signal: AbortSignal.timeout(PATIENCE),
    });
    return answer(response, length);
  };
  const get = (path: string, most: number): Promise<Bytes> => send("GET", path, [0, most]);
  const exactly = (length: number): readonly [number, number] => [length, length];
  return {
    unverifiedRosters: () => get("/rosters", MAX_ROSTERS),
    unverifiedIntake: () => get("/intake", MAX_LOG),
    unverifiedDocket: () => get("/docket", MAX_LOG),
    unverifiedBoard: () => get("/board", MAX_BOARD),
    unverifiedForms: () => get("/forms", MAX_FORMS),
    announce: (eid, bucket, rosterHash) => send("POST", `/upload/${hex(eid)}`, exactly(BITMAP), concat(u8(bucket), rosterHash)),
    unverifiedLargest: async () => (await send("GET", "/largest", exactly(1)))[0]!,
    putSegment: async (eid, k, { bytes, digest }) => {
      await send("PUT", `/upload/${hex(eid)}/${k}`, exactly(0), bytes, { "Content-Digest": `sha-256=:${base64(digest)}:` });
    },
    unverifiedCommit: (eid, envelopeHash, rtag) => send("POST", `/upload/${hex(eid)}/commit`, exactly(PROMISE), concat(envelopeHash, rtag)),
    withdraw: async (eid, w) => void (await send("POST", "/withdraw", exactly(0), concat(eid, w))),
  };
}

/** The body of an answer that is a success of the right length; Refused or Untrue for any other. */
async function answer(response: Response, [least, most]: readonly [number, number]): Promise<Bytes> {
  if (response.status === 200 || response.status === 204) {
    const body = await read(response, most);
    if (body.length < least) throw new Untrue("SHAPE");
    return body;
  }
  const refusal = refusalOf(await read(response, 32));
  if (refusal === undefined || REFUSALS[refusal] !== response.status) throw new Untrue("SHAPE");
  throw new Refused(refusal);
}

/** Reads a body that is at most so long. */
async function read(response: Response, most: number): Promise<Bytes> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  const reader = response.body?.getReader();
  for (let next = await reader?.read(); next?.value !== undefined; next = await reader?.read()) {
    length += next.value.length;
    if (length > most) {
      await reader?.cancel();
      throw new Untrue("SHAPE");
    }
    pieces.push(next.value);
  }
  return concat(...pieces);
}

/** Whether segment k lies there: bit k mod 8, from the least significant, of byte k div 8. */
export function isHeld(bitmap: Bytes, k: number): boolean {
  return ((bitmap[k >> 3]! >> (k & 7)) & 1) === 1;
}
