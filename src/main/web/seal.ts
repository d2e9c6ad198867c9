import { checkUnchanged, lengthOf, listOf, readFiles, type Attachment } from "./attachments.ts";
import { type Bytes, concat, u32, utf8 } from "./bytes.ts";
import { CannotSeal } from "./cannot-seal.ts";
import type { Link } from "./chain.ts";
import { CHUNK, type Cobblestone, SEALED_CHUNK, sealBody } from "./cobblestone.ts";
import { deal } from "./dealing.ts";
import type { Dealt } from "./dealt.ts";
import { digest } from "./derive.ts";
import {
  type Bucket, type Compartment, type Header, type Hedge, MAX_IDENTITY, type Prefix, bodyOf, encodeHeader, encodeIdentity, envelopeHash, headerHash,
  hedge, plainHash, room, smallestFor, tagOf,
} from "./envelope.ts";
import { type Random, drawLot } from "./lot.ts";
import { Malformed } from "./malformed.ts";
import { type Answer, type Attached, type Form, MAX_MANIFEST, checkManifest, encodeManifest, isWellFormed } from "./manifest.ts";
import { ruleFor } from "./roster.ts";
import { eidOf, rsOf, rtagOf, wOf } from "./secrets.ts";

/** A report before it is sealed. Nothing in it is checked yet. */
export interface Draft {
  readonly form: Form | undefined;
  readonly answers: readonly Answer[];
  readonly text: string;
  readonly language: string;
  readonly consent: readonly string[];
  /** Empty when the source does not say who it is. */
  readonly identity: string;
  /** Numbers of the people who must not read it. */
  readonly excluded: readonly number[];
  readonly files: readonly Attachment[];
  /** The eid of an earlier report, only if the source asks for the two to be connected. */
  readonly earlier: Bytes | undefined;
}

/** A sealed segment and its SHA-256. */
export interface Segment {
  readonly bytes: Bytes;
  readonly digest: Bytes;
}

/**
 * Where one segment is made; whoever makes many, one after the other, gives the same room again, and what was in it is written over. Browsers collect large
 * pieces of memory late: without this, many times a segment's size would wait for it.
 */
export interface Room {
  readonly text: Bytes;
  readonly sealed: Bytes;
}

export function roomFor({ segmentLength }: Bucket): Room {
  return { text: new Uint8Array((Math.ceil(segmentLength / SEALED_CHUNK) + 1) * CHUNK), sealed: new Uint8Array(segmentLength) };
}

/**
 * A sealed envelope that exists nowhere as a whole: each segment is sealed when it is asked for, the same bytes every time, in constant memory. So a broken
 * upload goes on without anything having been kept but the files themselves.
 */
export interface SealedReport {
  readonly eid: Bytes;
  readonly rosterHash: Bytes;
  readonly bucket: Bucket;
  /** How many more bytes would have fitted. */
  readonly room: number;
  /** Segment k, from 0. */
  segment(k: number, place?: Room): Promise<Segment>;
  /** All segments in order. */
  segments(place?: Room): AsyncGenerator<Segment>;
  /** What a commit carries. Seals what was not sealed yet, and reads the files once more: when one changed, CannotSeal FILE_CHANGED. */
  tags(): Promise<Tags>;
}

export interface Tags {
  readonly envelopeHash: Bytes;
  readonly rtag: Bytes;
}

const LENGTH = 4;

/**
 * Seals a draft to a verified roster (spec: envelope). Deterministic in draft, roster, root and `random`.
 *
 * @param root of the source's words for this panel
 * @param largest the largest envelope the server takes
 */
export async function seal(draft: Draft, panelId: Bytes, to: Link, root: Bytes, random: Random, largest: Bucket): Promise<SealedReport> {
  const n = to.roster.members.length;
  const lot = drawLot(to.roster, draft.excluded, random);
  const identity = identityOf(draft.identity);
  bucketFor(lengthOf(draft.files) + LENGTH, n, largest); // refuses what cannot fit before a gibibyte is hashed
  const eid = eidOf(random(32), root);
  const list = await listOf(draft.files);
  const manifest = manifestOf(draft, rsOf(root, eid), list);
  const bucket = bucketFor(LENGTH + manifest.length + lengthOf(draft.files), n, largest);
  const prefix = { panelId, rosterHash: to.hash, eid, n, r1: lot.r1, r2: lot.r2 };
  const dealing = (compartment: Compartment, text: Bytes): { dealt: Dealt; hedge: Hedge } => dealt(compartment, to, prefix, lot.excluded, root, text, random);
  const [report, who] = [dealing("report", manifest), dealing("identity", identity)];
  const header: Header = { prefix, report: report.dealt, identity: who.dealt };
  const context = headerHash(header);
  const body = await bodyOf("report", report.hedge, context);
  const start = concat(encodeHeader(header), await sealBody(await bodyOf("identity", who.hedge, context), identity), body.start);
  const head = concat(u32(manifest.length), manifest);
  const plain = { head, files: draft.files, length: room(bucket, n) };
  return sealedReport({ eid, rosterHash: to.hash, bucket, start, body, plain, list, root });
}

function dealt(compartment: Compartment, to: Link, prefix: Prefix, excluded: number, root: Bytes, text: Bytes, random: Random): { dealt: Dealt; hedge: Hedge } {
  const tag = tagOf(compartment, prefix);
  const secret = hedge(random(64), root, tag, excluded, plainHash(text));
  const keys = to.roster.members.map((member) => member.xWing);
  return { dealt: deal(tag, ruleFor(to.roster, compartment), { ...secret, excluded }, keys), hedge: secret };
}

function identityOf(text: string): Bytes {
  const over = utf8(text).length - MAX_IDENTITY;
  if (over > 0) throw new CannotSeal("IDENTITY_TOO_LONG", "", over);
  if (!isWellFormed(text)) throw new CannotSeal("CONTENT", "SURROGATE");
  return encodeIdentity(text);
}

function manifestOf(draft: Draft, rs: Bytes, files: readonly Attached[]): Bytes {
  const { form, answers, text, language, earlier } = draft;
  const manifest = { form, answers, text, language, rs, consent: [...draft.consent].sort(), earlier, files };
  const bytes = encodeManifest(manifest);
  if (bytes.length > MAX_MANIFEST) throw new CannotSeal("TEXT_TOO_LONG", "", bytes.length - MAX_MANIFEST);
  try {
    checkManifest(manifest);
  } catch (e) {
    if (e instanceof Malformed) throw new CannotSeal("CONTENT", e.flaw);
    throw e;
  }
  return bytes;
}

function bucketFor(plain: number, n: number, largest: Bucket): Bucket {
  const bucket = smallestFor(plain, n);
  if (bucket === undefined || bucket.code > largest.code) throw new CannotSeal("TOO_LARGE", "", plain - room(largest, n));
  return bucket;
}

/** The report's text: head (length and manifest), files, zeros up to `length`. */
interface Plain {
  readonly head: Bytes;
  readonly files: readonly Attachment[];
  readonly length: number;
}

interface Written {
  readonly eid: Bytes;
  readonly rosterHash: Bytes;
  readonly bucket: Bucket;
  /** All that stands before the report body's first chunk. */
  readonly start: Bytes;
  readonly body: Cobblestone;
  readonly plain: Plain;
  readonly list: readonly Attached[];
  readonly root: Bytes;
}

function sealedReport({ eid, rosterHash, bucket, start, body, plain, list, root }: Written): SealedReport {
  const digests = new Map<number, Bytes>();
  const segment = async (k: number, place: Room = roomFor(bucket)): Promise<Segment> => {
    const bytes = await segmentOf(k, bucket, start, body, plain, place);
    const sum = await digest(bytes);
    digests.set(k, sum);
    return { bytes, digest: sum };
  };
  const tags = async (): Promise<Tags> => {
    const place = roomFor(bucket);
    for (let k = 0; k < bucket.segments; k++) if (!digests.has(k)) await segment(k, place);
    await checkUnchanged(plain.files, list);
    const hash = envelopeHash(Array.from({ length: bucket.segments }, (_, k) => digests.get(k)!));
    return { envelopeHash: hash, rtag: rtagOf(wOf(root, eid, hash)) };
  };
  return {
    eid,
    rosterHash,
    bucket,
    room: plain.length - plain.head.length - lengthOf(plain.files),
    segment,
    async *segments(place) {
      for (let k = 0; k < bucket.segments; k++) yield await segment(k, place);
    },
    tags,
  };
}

/** Segments and chunks do not meet: a chunk on a border is sealed for both of its segments. */
async function segmentOf(k: number, bucket: Bucket, start: Bytes, body: Cobblestone, plain: Plain, place: Room): Promise<Bytes> {
  if (!Number.isInteger(k) || k < 0 || k >= bucket.segments) throw new RangeError("no such segment");
  const out = place.sealed;
  const from = k * bucket.segmentLength;
  if (from < start.length) out.set(start.subarray(from, from + out.length));
  const first = Math.max(0, Math.floor((from - start.length) / SEALED_CHUNK));
  const last = Math.floor((from + out.length - 1 - start.length) / SEALED_CHUNK);
  const text = await plainOf(plain, first * CHUNK, Math.min(plain.length, (last + 1) * CHUNK), place.text);
  const chunks = Array.from({ length: last - first + 1 }, (_, i) => body.seal(first + i, text.subarray(i * CHUNK, (i + 1) * CHUNK)));
  for (const [i, chunk] of (await Promise.all(chunks)).entries()) {
    const at = start.length + (first + i) * SEALED_CHUNK - from;
    out.set(chunk.subarray(Math.max(0, -at), out.length - at), Math.max(0, at));
  }
  return out;
}

/** The report's text from `from` to `to`, in `place`. */
async function plainOf({ head, files }: Plain, from: number, to: number, place: Bytes): Promise<Bytes> {
  const out = place.subarray(0, to - from).fill(0);
  out.set(head.subarray(from, to));
  const before = Math.min(out.length, Math.max(0, head.length - from));
  await readFiles(files, from + before - head.length, out.subarray(before));
  return out;
}
