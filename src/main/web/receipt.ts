import { type Bytes, concat, equal, hex } from "./bytes.ts";
import { whoOf } from "./board-record.ts";
import { x } from "./derive.ts";
import type { Docket } from "./docket.ts";
import type { IntakeBatch, IntakeEntry } from "./intake.ts";
import { labelled } from "./label.ts";
import type { Person } from "./roster.ts";
import { rsOf, rtagOf } from "./secrets.ts";

// What a source can tell of its reports from the public logs and its words alone (spec: source secrets, "Receipt").

export type Status = "RECORDED" | "OPENED" | "NOT_RECOVERABLE" | "WITHDRAWN" | "FALSELY_WITHDRAWN";

/** A report of these words that stands in the log. */
export interface Receipt {
  readonly entry: IntakeEntry;
  /** Number and day of its batch. */
  readonly batch: number;
  readonly day: number;
  readonly rs: Bytes;
}

/** One reader's claim about a report. */
export interface Opening {
  readonly request: Bytes;
  readonly person: Person;
  /** 1 well formed, 2 malformed capsules, 3 not recoverable. */
  readonly verdict: number;
}

export interface Standing {
  readonly status: Status;
  readonly openings: readonly Opening[];
}

/** Entries tried at once: enough to keep WebCrypto busy, few enough to let the page breathe. */
const GROUP = 256;

/**
 * The entries that belong to these words. Every entry's tag is tried, so that nothing that is asked of the server depends on them; by WebCrypto, since a
 * year's window without a JIT would take JavaScript minutes.
 */
export async function findOwn(root: Bytes, window: readonly IntakeBatch[]): Promise<Receipt[]> {
  const hkdf = await crypto.subtle.importKey("raw", root, "HKDF", false, ["deriveBits"]);
  const own: Receipt[] = [];
  for (const { leaf, entries } of window) {
    for (let at = 0; at < entries.length; at += GROUP) {
      const group = entries.slice(at, at + GROUP);
      const tags = await Promise.all(group.map((entry) => rtagFor(hkdf, entry)));
      group.forEach((entry, i) => {
        if (equal(tags[i]!, entry.rtag)) own.push({ entry, batch: leaf.number, day: leaf.day, rs: rsOf(root, entry.eid) });
      });
    }
  }
  return own;
}

/** H("rtag" | w) of these words and this entry. */
async function rtagFor(root: CryptoKey, { eid, envelopeHash }: IntakeEntry): Promise<Bytes> {
  const kr = await crypto.subtle.deriveBits({ name: "HKDF", hash: "SHA-512", salt: labelled("receipt"), info: eid }, root, 256);
  const key = await crypto.subtle.importKey("raw", kr, { name: "HMAC", hash: "SHA-256" }, false, ["sign"]);
  const w = new Uint8Array(await crypto.subtle.sign("HMAC", key, labelled("withdraw", eid, envelopeHash)));
  return new Uint8Array(await crypto.subtle.digest("SHA-256", labelled("rtag", w)));
}

/** The token by which a reader says to the source alone that its report was opened. */
export function resultToken(rs: Bytes, request: Bytes, who: Bytes, verdict: number): Bytes {
  return x("opened", rs, concat(request, who, Uint8Array.of(verdict)), 16);
}

/** Where a report stands: what readers said of it, and whether it was taken back. */
export function standingOf({ entry, rs }: Receipt, docket: Docket): Standing {
  const openings = docket.results.flatMap(({ note, person }) => {
    const tokens = new Set(note.tokens.map(hex));
    const verdicts = [1, 2, 3].filter((verdict) => tokens.has(hex(resultToken(rs, note.request, whoOf(person.ed25519), verdict))));
    return verdicts.slice(0, 1).map((verdict) => ({ request: note.request, person, verdict }));
  });
  const own = docket.tombstones.filter((tombstone) => equal(tombstone.eid, entry.eid));
  return { status: statusOf(own.map((tombstone) => equal(rtagOf(tombstone.w), entry.rtag)), openings), openings };
}

function statusOf(withdrawals: readonly boolean[], openings: readonly Opening[]): Status {
  if (withdrawals.includes(false)) return "FALSELY_WITHDRAWN";
  if (withdrawals.length > 0) return "WITHDRAWN";
  if (openings.some((opening) => opening.verdict !== 3)) return "OPENED";
  return openings.length > 0 ? "NOT_RECOVERABLE" : "RECORDED";
}

/** Whether a REQUEST that stands asks for this report: opened to nobody yet. */
export function isRequested(receipt: Receipt, docket: Docket): boolean {
  return docket.requests.some(
    ({ note }) =>
      note.batches.includes(receipt.batch) ||
      note.entries.some((entry) => equal(entry.eid, receipt.entry.eid) && equal(entry.envelopeHash, receipt.entry.envelopeHash)),
  );
}
