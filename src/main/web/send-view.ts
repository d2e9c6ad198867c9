// Sealing and sending, with what is really happening; goes on by itself after every break.
import { CannotSeal, type CannotSealReason } from "./cannot-seal.ts";
import { compose, largestBucket } from "./compose.ts";
import { h, type Content } from "./h.ts";
import { systemRandom } from "./lot.ts";
import type { Page, View } from "./page.ts";
import { step } from "./parts.ts";
import { peopleView } from "./people-view.ts";
import { recordedView } from "./recorded-view.ts";
import { Refused, Untrue } from "./refusal.ts";
import { renewView } from "./renew-view.ts";
import { reviewView } from "./review-view.ts";
import { seal, type SealedReport } from "./seal.ts";
import { sealedFile } from "./sealed-file.ts";
import { sealedFileView } from "./sealed-file-view.ts";
import { serverAt } from "./server.ts";
import { type Stop, Stopped } from "./stop.ts";
import { stopView } from "./stop-view.ts";
import { systemPause, upload } from "./upload.ts";

export function sendView(page: Page): Content {
  const doing = h("p", { class: "lead", role: "status" });
  const bar = h("progress", { "aria-label": page.say("send.title") });
  const part = h("p", { class: "hint" });
  const trouble = h("p", { class: "trouble", role: "status" });
  void run(page, {
    doing: (text) => { doing.textContent = text; },
    part: (done, total, each) => {
      bar.max = total;
      bar.value = done;
      part.textContent = page.say("send.part", { k: Math.min(total, done + each) / each, n: total / each, percent: page.texts.percent(done / total) });
      trouble.textContent = "";
    },
    broke: (seconds) => { trouble.textContent = page.say("send.broke", { n: seconds }); },
  });
  return [step(page, "send"), h("h1", {}, page.say(page.session.offline ? "offline.sealing" : "send.title")), doing, bar, part, trouble, !page.session.offline && h("p", {}, page.say("send.stay"))];
}

/** Where progress is shown; bytes done, of all, and of one part. */
interface Shown { doing(text: string): void; part(done: number, total: number, each: number): void; broke(seconds: number): void; }

async function run(page: Page, shown: Shown): Promise<void> {
  try {
    shown.doing(page.say(page.draft.files.length > 0 ? "send.reading" : "send.sealing"));
    await painted();
    const sealed = await sealDraft(page);
    const end = page.session.offline ? await toFile(sealed, page, shown) : await toServer(sealed, page, shown);
    page.show(end);
    page.draft.wipe();
  } catch (failure) {
    if (isOver(failure)) page.draft.sealed = undefined;
    page.show(stopView(new Stopped(why(failure))));
  }
}

/** Public-key work takes a moment during which nothing is drawn. */
function painted(): Promise<void> {
  return new Promise((done) => setTimeout(done, 50));
}

/** The envelope of the attempt before, unless anything of it has changed. */
async function sealDraft(page: Page): Promise<SealedReport> {
  const { draft, session } = page;
  if (session.root === undefined) throw new Stopped({ text: "stop.bug" });
  const of = [session.root, session.usable(), page.texts, ...draft.state];
  const before = draft.sealed;
  if (before !== undefined && before.of.length === of.length && before.of.every((value, i) => value === of[i])) return before.report;
  const report = await seal(compose(draft, page.texts), session.panelId(), session.usable(), session.root, systemRandom, largestBucket(session.largest));
  draft.sealed = { report, of };
  return report;
}

async function toServer(sealed: SealedReport, page: Page, shown: Shown): Promise<View> {
  const { session } = page;
  const server = serverAt((url, init) => fetch(url, init));
  shown.doing(page.say("send.uploading"));
  const promise = await upload(server, sealed, session.panelId(), session.usable().policy.intake, systemPause, (progress) => {
    if (progress.kind === "sent") shown.part(progress.done, progress.total, sealed.bucket.segmentLength);
    else shown.broke(progress.milliseconds / 1000);
  });
  return recordedView(promise);
}

async function toFile(sealed: SealedReport, page: Page, shown: Shown): Promise<View> {
  shown.doing(page.say("send.sealing"));
  return sealedFileView(await sealedFile(sealed, (done, total) => shown.part(done, total, sealed.bucket.segmentLength)));
}

/** Whether this envelope can never be recorded any more. */
function isOver(failure: unknown): boolean {
  return failure instanceof CannotSeal || (failure instanceof Refused && ["used", "refused", "roster"].includes(failure.refusal));
}

const again: View = (page) => reviewView(page);

/** Whoever was left out may not be on the new list, or stand in another place of it. */
const renewed: View = (page) => {
  page.draft.excluded.clear();
  return renewView((after) => peopleView(after))(page);
};

const OF_FILE: readonly CannotSealReason[] = ["NOT_A_FILE", "FILE_CHANGED", "FILE_NAME"];

/** What a person can do about a failure. */
function why(failure: unknown): Stop {
  if (failure instanceof Stopped) return failure.stop;
  if (failure instanceof CannotSeal) return OF_FILE.includes(failure.reason) ? { text: "stop.file", values: { name: failure.about }, again } : { text: "stop.bug", again };
  if (failure instanceof Untrue && failure.what === "PROMISE") return { text: "stop.promise", how: "stop.promise.how", danger: true };
  if (!(failure instanceof Refused)) return { text: "stop.server", how: "stop.server.how", again: sendView };
  switch (failure.refusal) {
    case "roster": return { text: "stop.old", again: renewed };
    case "full": return { text: "stop.full", again };
    case "large": return { text: "stop.large", again };
    case "used":
    case "refused": return { text: "stop.refused", again: sendView };
    default: return { text: "stop.server", how: "stop.server.how", again: sendView };
  }
}
