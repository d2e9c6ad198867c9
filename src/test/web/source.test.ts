import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { type Bytes, concat, equal, hex, fromHex, utf8 } from "../../main/web/bytes.ts";
import { whoOf } from "../../main/web/board-record.ts";
import { current } from "../../main/web/chain.ts";
import { BUCKETS } from "../../main/web/envelope.ts";
import { findReplies, wholeText } from "../../main/web/replies.ts";
import { type Receipt, findOwn, isRequested, resultToken, standingOf } from "../../main/web/receipt.ts";
import { people } from "../../main/web/roster.ts";
import { seal } from "../../main/web/seal.ts";
import { rootOf } from "../../main/web/secrets.ts";
import { type Server, serverAt } from "../../main/web/server.ts";
import { announce, upload } from "../../main/web/upload.ts";
import { type Fetched, type Visit, fetchVisit, verifyVisit } from "../../main/web/visit.ts";
import { withdraw } from "../../main/web/withdraw.ts";
import { type Program, startJava } from "./java.ts";
import { EMPTY_DRAFT } from "./opening.ts";
import { seeded } from "./seeded.ts";

// A source at a real server: everything this folder sends and reads, with the Java server at the other end and a panel that answers.

let java: Program;
let server: Server;
let panelId: Bytes;
const random = seeded("source");
const trusted = (id: Bytes): boolean => equal(id, panelId);
const visit = (): Promise<Visit> => fetchVisit(server, trusted);

before(async () => {
  java = startJava("org.tresllaves.server.TrialServer");
  const [port, id] = (await java.ask()).split(" ");
  panelId = fromHex(id!)!;
  server = serverAt(fetch, `http://127.0.0.1:${port}`);
});
after(() => java.close());

/** Sends a report of these words; answers its batch. */
async function send(root: Bytes, text: string): Promise<number> {
  const { chain } = await visit();
  const link = current(chain, Number(await java.ask("now")))!;
  const sealed = await seal({ ...EMPTY_DRAFT, text }, panelId, link, root, random, BUCKETS[2]!);
  await announce(server, sealed, async () => {}, () => {});
  const promise = await upload(server, sealed, panelId, link.policy.intake, async () => {}, () => {});
  assert.deepEqual(promise.eid, sealed.eid);
  return promise.batch;
}

async function own(root: Bytes): Promise<{ found: Visit; receipts: Receipt[] }> {
  const found = await visit();
  return { found, receipts: await findOwn(root, found.intake) };
}

async function told(line: string, answer: string): Promise<void> {
  assert.equal(await java.ask(line), answer, line);
}

test("a report is sent, found by its words, requested, opened and answered", async () => {
  const root = rootOf(random(16), panelId);
  const batch = await send(root, "Lo vi.");
  assert.equal((await own(root)).receipts.length, 0, "not yet published");
  await told("publish", "OK");
  const { found, receipts } = await own(root);
  assert.equal(receipts.length, 1);
  const [receipt] = receipts;
  assert.equal(receipt!.batch, batch);
  assert.deepEqual(await findOwn(rootOf(random(16), panelId), found.intake), [], "other words find nothing");
  assert.deepEqual(standingOf(receipt!, found.docket), { status: "RECORDED", openings: [] });

  const request = await java.ask(`request Rita ${batch}`);
  assert.ok(isRequested(receipt!, (await visit()).docket));
  assert.equal(standingOf(receipt!, (await visit()).docket).status, "RECORDED");
  await told("forward 72", "OK");
  const rita = people(found.chain.links[0]!.roster).find((person) => person.name === "Rita")!;
  const token = resultToken(receipt!.rs, fromHex(request)!, whoOf(rita.ed25519), 1);
  await told(`result Rita ${request} ${hex(random(16))},${hex(token)}`, "201");
  const standing = standingOf(receipt!, (await visit()).docket);
  assert.equal(standing.status, "OPENED");
  assert.deepEqual(standing.openings.map(({ person, verdict }) => [person.name, verdict]), [["Rita", 1]]);

  const long = "Venga el lunes. ñ😀 ".repeat(300);
  await told(`reply Rita ${hex(receipt!.rs)} 0 ${hex(utf8(long))}`, "204");
  await told(`reply Ana ${hex(receipt!.rs)} 1 ${hex(utf8("Gracias."))}`, "204");
  await told("publish", "OK");
  const after = await visit();
  assert.ok(after.board.length >= 64);
  const replies = await findReplies(receipt!.rs, after.chain, after.board);
  assert.deepEqual(replies.replies.map((reply) => [reply.person.name, wholeText(reply)]), [["Rita", long], ["Ana", "Gracias."]]);
  assert.deepEqual(replies.gaps.map(({ person, counter }) => [person.name, counter]), [["Ana", 0]], "Ana's first counter is missing and said to be");
  assert.equal(replies.refused, 0);
});

test("a report that nobody opened is taken back, by its own words alone", async () => {
  const root = rootOf(random(16), panelId);
  await send(root, "Me equivoqué.");
  await told("publish", "OK");
  const { receipts } = await own(root);
  const [receipt] = receipts;
  await assert.rejects(withdraw(server, rootOf(random(16), panelId), receipt!), { name: "Refused", refusal: "unknown" });
  await withdraw(server, root, receipt!);
  await told("publish", "OK");
  const { docket } = await visit();
  assert.equal(standingOf(receipt!, docket).status, "WITHDRAWN");
  const forged = { ...docket, tombstones: docket.tombstones.map((tombstone) => ({ ...tombstone, w: random(32) })) };
  assert.equal(standingOf(receipt!, forged).status, "FALSELY_WITHDRAWN");
});

test("every answer that was changed is refused as a whole", async () => {
  const fetched: Fetched = {
    rosters: await server.unverifiedRosters(),
    intake: await server.unverifiedIntake(),
    docket: await server.unverifiedDocket(),
    board: await server.unverifiedBoard(),
  };
  await verifyVisit(fetched, trusted);
  const changed = (bytes: Bytes, at: number): Bytes => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte)) as Bytes;
  const untrue = async (what: string, change: Partial<Fetched>): Promise<void> =>
    assert.rejects(verifyVisit({ ...fetched, ...change }, trusted), { name: "Untrue", what });

  for (const at of [100, 2000, fetched.rosters.length - 20]) await untrue(at === 100 ? "PANEL" : at === 2000 ? "PANEL" : "ROSTER", { rosters: changed(fetched.rosters, at) });
  await untrue("SHAPE", { rosters: fetched.rosters.slice(0, -1) });
  for (let i = 0; i < 20; i++) await untrue("INTAKE", { intake: changed(fetched.intake, 4 + ((i * 7919) % (fetched.intake.length - 4))) });
  await untrue("INTAKE", { intake: fetched.intake.slice(0, -1) });
  for (let i = 0; i < 20; i++) await untrue("BOARD", { board: changed(fetched.board, (i * 104_729) % fetched.board.length) });
  const batch = fetched.board.slice(0, 131_080);
  await untrue("BOARD", { board: concat(fetched.board, batch) });
  await untrue("BOARD", { board: concat(batch, fetched.board) });
  await untrue("BOARD", { board: fetched.board.slice(0, -1) });
  await untrue("BOARD", { docket: new Uint8Array(0) });
  await assert.rejects(verifyVisit(fetched, () => false), { what: "PANEL" });
  const first = await verifyVisit({ ...fetched, board: fetched.board.slice(131_080) }, trusted);
  assert.equal(first.board.length, fetched.board.length / 131_080 * 32 - 32, "a batch that left the board is no lie");
});

test("the server tells the largest bucket it takes, and takes no larger one", async () => {
  const largest = await server.unverifiedLargest();
  const { chain } = await visit();
  const link = current(chain, Number(await java.ask("now")))!;
  await server.announce(random(16), largest, link.hash);
  await assert.rejects(server.announce(random(16), largest + 1, link.hash), { name: "Refused", refusal: "large" });
});

test("a first visit and a return ask the same in the same order", async () => {
  const asked: string[] = [];
  const { base } = { base: "" };
  const watched = serverAt(async (url, init) => {
    asked.push(`${init.method} ${url} ${JSON.stringify(init.headers)}`);
    throw new TypeError("offline");
  }, base);
  await assert.rejects(fetchVisit(watched, trusted), TypeError);
  const order: string[] = [];
  const spy = Object.fromEntries(Object.entries(server).map(([name, call]) => [name, (...args: never[]) => (order.push(name), (call as (...a: never[]) => unknown)(...args))]));
  const seen = await fetchVisit(spy as unknown as Server, trusted);
  await findOwn(random(64), seen.intake);
  assert.deepEqual(order, ["unverifiedRosters", "unverifiedIntake", "unverifiedBoard", "unverifiedDocket"]);
  assert.deepEqual(asked, ['GET /v1/rosters {}']);
});
