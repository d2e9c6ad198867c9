import { type Bytes, concat, equal, isZero, u32 } from "./bytes.ts";
import * as ed25519 from "./ed25519.ts";
import { labelled } from "./label.ts";
import { refuses } from "./malformed.ts";
import { reader } from "./reader.ts";
import type { VerifierKey } from "./verifier-key.ts";

/** What a commit is answered with (spec: upload, "Promise"). To hold one says that one has reported: keep it only if asked. */
export interface Promised {
  readonly eid: Bytes;
  /** Number of the intake batch that the report enters. */
  readonly batch: number;
  /** The date expected for it, days since 1970-01-01. */
  readonly day: number;
  readonly signature: Bytes;
}

export type PromiseFlaw = "TRUNCATED" | "RESERVED" | "TRAILING";
const bad = refuses<PromiseFlaw>("promise");

/** What a promise is about. */
export interface About {
  readonly panelId: Bytes;
  readonly eid: Bytes;
  readonly envelopeHash: Bytes;
  readonly rtag: Bytes;
}

export function parsePromise(bytes: Uint8Array): Promised {
  const input = reader(bytes, () => bad("TRUNCATED"));
  const [eid, batch, day] = [input.take(16), input.u32(), input.u32()];
  if (!isZero(input.take(12))) throw bad("RESERVED");
  const signature = input.take(ed25519.SIGNATURE);
  if (input.left() > 0) throw bad("TRAILING");
  return { eid, batch, day, signature };
}

/** The same 100 bytes, for a source that wants to keep them. */
export function encodePromise({ eid, batch, day, signature }: Promised): Bytes {
  return concat(eid, u32(batch), u32(day), new Uint8Array(12), signature);
}

/** The bytes that are signed. */
export function signedPromise({ panelId, eid, envelopeHash, rtag }: About, batch: number, day: number): Bytes {
  return labelled("promise", panelId, eid, envelopeHash, rtag, u32(batch), u32(day));
}

/** Whether the promise is about this report and signed by the intake log's key. */
export function isPromised(promise: Promised, about: About, intake: VerifierKey): boolean {
  return equal(promise.eid, about.eid) && ed25519.verify(intake.key, signedPromise(about, promise.batch, promise.day), promise.signature);
}
