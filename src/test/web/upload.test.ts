import assert from "node:assert/strict";
import { test } from "node:test";
import { type Bytes, base64, concat, equal, hex, u32 } from "../../main/web/bytes.ts";
import { sha256Small } from "../../main/web/derive.ts";
import * as ed25519 from "../../main/web/ed25519.ts";
import { BUCKETS, envelopeHash } from "../../main/web/envelope.ts";
import { signedPromise } from "../../main/web/promise.ts";
import { REFUSALS, type Refusal } from "../../main/web/refusal.ts";
import { type SealedReport, seal } from "../../main/web/seal.ts";
import { type Fetch, serverAt } from "../../main/web/server.ts";
import { type Progress, announce, upload } from "../../main/web/upload.ts";
import { verifierKey } from "../../main/web/verifier-key.ts";
import { EMPTY_DRAFT, linkOf } from "./opening.ts";
import { seeded } from "./seeded.ts";
import { read } from "./vectors.ts";

// How an upload goes over a connection that breaks. The other end is the spec page, in memory; `source.test.ts` talks to the real server.

const SEED = seeded("intake log")(32);
const LOG = verifierKey("ejemplo.example/intake", "ed25519", ed25519.publicKey(SEED));
const LINK = linkOf(read("report", "whole-64k").text("roster"));

interface Call {
  readonly method: string;
  readonly path: string;
  readonly body: Bytes;
  readonly headers: Record<string, string>;
}

/** What becomes of a call: it arrives, it is lost before the server or behind it, or it is refused. */
type Fate = "arrives" | "lost" | "unanswered" | Refusal;

/** A server that keeps segments in memory and checks what the spec page says; `fate` decides about each call by its number. */
function memoryServer(sealed: SealedReport, fate: (call: Call, number: number) => Fate) {
  const held = new Map<number, Bytes>();
  const calls: Call[] = [];
  const waits: number[] = [];
  const answerTo = ({ path, body, headers, method }: Call): Response => {
    const eid = hex(sealed.eid);
    if (path === `/v1/upload/${eid}` && method === "POST") {
      assert.deepEqual(body, concat(Uint8Array.of(sealed.bucket.code), sealed.rosterHash));
      const bitmap = new Uint8Array(128);
      for (const k of held.keys()) bitmap[k >> 3]! |= 1 << (k & 7);
      return new Response(bitmap);
    }
    if (path === `/v1/upload/${eid}/commit` && method === "POST") {
      const hash = envelopeHash(Array.from({ length: sealed.bucket.segments }, (_, k) => sha256Small(held.get(k)!)));
      assert.deepEqual(body.slice(0, 32), hash);
      const about = { panelId: LINK.hash, eid: sealed.eid, envelopeHash: hash, rtag: body.slice(32) };
      return new Response(concat(sealed.eid, u32(7), u32(20_000), new Uint8Array(12), ed25519.sign(SEED, signedPromise(about, 7, 20_000))));
    }
    const k = Number(path.slice(path.lastIndexOf("/") + 1));
    assert.equal(path, `/v1/upload/${eid}/${k}`);
    assert.equal(method, "PUT");
    assert.equal(headers["Content-Digest"], `sha-256=:${base64(sha256Small(body))}:`);
    assert.equal(body.length, sealed.bucket.segmentLength);
    if (held.has(k)) assert.ok(equal(held.get(k)!, body), "the same bytes again");
    held.set(k, body);
    return new Response(null, { status: 204 });
  };
  const fetch: Fetch = async (url, init) => {
    assert.deepEqual([init.cache, init.credentials, init.redirect, init.referrerPolicy], ["no-store", "omit", "error", "no-referrer"]);
    const call = { method: init.method!, path: url, body: ((init.body ?? new Uint8Array(0)) as Bytes).slice(), headers: init.headers as Record<string, string> };
    calls.push(call);
    const what = fate(call, calls.length);
    if (what === "lost") throw new TypeError("fetch failed");
    if (what in REFUSALS) return new Response(what.padEnd(32), { status: REFUSALS[what as Refusal] });
    const answer = answerTo(call);
    if (what === "unanswered") throw new TypeError("terminated");
    return answer;
  };
  const pause = async (milliseconds: number): Promise<void> => void waits.push(milliseconds);
  return { fetch, calls, waits, held, pause };
}

async function sealed(): Promise<SealedReport> {
  const file = { name: "a.bin", blob: new Blob([seeded("a")(2_500_000)]) };
  return seal({ ...EMPTY_DRAFT, files: [file] }, LINK.hash, LINK, new Uint8Array(64), seeded("upload"), BUCKETS[3]!);
}

test("an upload survives a cut before and behind every call, and sends no segment twice that arrived", async () => {
  for (const cut of ["lost", "unanswered"] as const) {
    const report = await sealed();
    // Every third call is cut.
    const server = memoryServer(report, (_, number) => (number % 3 === 0 ? cut : "arrives"));
    const told: Progress[] = [];
    const promise = await upload(serverAt(server.fetch), report, LINK.hash, LOG, server.pause, (progress) => told.push(progress));
    assert.equal(promise.batch, 7);
    assert.equal(server.held.size, 4);
    const puts = server.calls.filter((call) => call.method === "PUT").length;
    assert.ok(puts <= 8, `${puts} puts`);
    assert.ok(told.some((progress) => progress.kind === "broke"));
    assert.deepEqual(told.filter((progress) => progress.kind === "sent").at(-1), { kind: "sent", done: 4 << 20, total: 4 << 20 });
    // What is told never falls.
    const sent = told.flatMap((progress) => (progress.kind === "sent" ? [progress.done] : []));
    assert.deepEqual(sent, [...sent].sort((a, b) => a - b));
  }
});

test("what lies there already is not sent again, and is sealed again only for its digest", async () => {
  const report = await sealed();
  const server = memoryServer(report, () => "arrives");
  for (const k of [0, 2]) server.held.set(k, (await report.segment(k)).bytes);
  await upload(serverAt(server.fetch), await sealed(), LINK.hash, LOG, server.pause, () => {});
  assert.deepEqual(server.calls.filter((call) => call.method === "PUT").map((call) => call.path.at(-1)).sort(), ["1", "3"]);
});

test("segments go up several at once, no segment twice at once, and none is under way when it announces again", async () => {
  const report = await sealed();
  const server = memoryServer(report, (call, number) => (call.method === "PUT" && number === 3 ? "lost" : "arrives"));
  const under = new Set<string>();
  let most = 0;
  const slow: Fetch = async (url, init) => {
    assert.ok(init.method === "PUT" || under.size === 0, `${url} while ${[...under].join()} is under way`);
    assert.ok(!under.has(url), `${url} twice`);
    under.add(url);
    most = Math.max(most, under.size);
    await new Promise((done) => setTimeout(done, 20 + 10 * Number(url.at(-1))));
    return server.fetch(url, init).finally(() => under.delete(url));
  };
  await upload(serverAt(slow), report, LINK.hash, LOG, server.pause, () => {});
  assert.equal(server.held.size, 4);
  assert.ok(most > 1 && most <= 4, `${most} at once`);
});

test("after ten attempts that moved nothing it gives up, waiting longer each time", async () => {
  const report = await sealed();
  const server = memoryServer(report, (call) => (call.method === "PUT" ? "lost" : "arrives"));
  await assert.rejects(upload(serverAt(server.fetch), report, LINK.hash, LOG, server.pause, () => {}), TypeError);
  assert.deepEqual(server.waits, [1, 2, 4, 8, 16, 32, 60, 60, 60].map((seconds) => seconds * 1000));
});

test("a busy server is asked again, one that refuses is not", async () => {
  for (const word of Object.keys(REFUSALS) as Refusal[]) {
    const report = await sealed();
    const server = memoryServer(report, (_, number) => (number === 1 ? word : "arrives"));
    const asked = announce(serverAt(server.fetch), report, server.pause, () => {});
    if (word === "busy" || word === "later") await asked;
    else await assert.rejects(asked, { name: "Refused", refusal: word });
    assert.equal(server.calls.length, word === "busy" || word === "later" ? 2 : 1, word);
  }
});

test("a promise that is not the log's, or about something else, is not believed", async () => {
  const report = await sealed();
  const server = memoryServer(report, () => "arrives");
  const other = verifierKey(LOG.name, "ed25519", ed25519.publicKey(new Uint8Array(32)));
  await assert.rejects(upload(serverAt(server.fetch), report, LINK.hash, other, server.pause, () => {}), { name: "Untrue", what: "PROMISE" });
  await assert.rejects(upload(serverAt(server.fetch), report, report.eid, LOG, server.pause, () => {}), { name: "Untrue", what: "PROMISE" });
  await upload(serverAt(server.fetch), report, LINK.hash, LOG, server.pause, () => {});
});

test("answers of another shape are not believed, and too long ones are not read to their end", async () => {
  const answers: [string, Response][] = [
    ["short bitmap", new Response(new Uint8Array(127))],
    ["long bitmap", new Response(new Uint8Array(129))],
    ["a word nobody knows", new Response("teapot".padEnd(32), { status: 418 })],
    ["a word under another status", new Response("busy".padEnd(32), { status: 503 })],
    ["a page", new Response("<html>".padEnd(1000), { status: 502 })],
  ];
  for (const [name, response] of answers) {
    const server = serverAt(async () => response);
    await assert.rejects(server.announce(new Uint8Array(16), 0, new Uint8Array(32)), { name: "Untrue", what: "SHAPE" }, name);
  }
  let pulled = 0;
  const endless = new ReadableStream({ pull: (to) => (pulled++, to.enqueue(new Uint8Array(1 << 20))) });
  await assert.rejects(serverAt(async () => new Response(endless)).unverifiedBoard(), { what: "SHAPE" });
  assert.ok(pulled < 12, `${pulled} MiB`);
});
