import assert from "node:assert/strict";
import { type Bytes, utf8 } from "../../main/web/bytes.ts";
import type { Link } from "../../main/web/chain.ts";
import { openBody } from "../../main/web/cobblestone.ts";
import { h } from "../../main/web/derive.ts";
import * as envelope from "../../main/web/envelope.ts";
import { openCapsule, recover } from "../../main/web/recovery.ts";
import { type ReportText, parseReportText } from "../../main/web/report-text.ts";
import { ruleFor } from "../../main/web/roster.ts";
import { parseRoster } from "../../main/web/roster-text.ts";
import type { Draft } from "../../main/web/seal.ts";
import type { Secret } from "../../main/web/sharing.ts";

export const EMPTY_DRAFT: Draft = { form: undefined, answers: [], text: "", language: "es", consent: [], identity: "", excluded: [], files: [], earlier: undefined };

/** A roster as if it were a panel's genesis, without its signatures. */
export function linkOf(text: string): Link {
  return { roster: parseRoster(text), hash: h("roster", utf8(text)), policy: undefined as never };
}

/** What these members recover of a dealing of a header together. */
export function opened(compartment: envelope.Compartment, seeds: readonly Bytes[], link: Link, header: envelope.Header, members: readonly number[]): Secret {
  const tag = envelope.tagOf(compartment, header.prefix);
  const rule = ruleFor(link.roster, compartment);
  const shares = members.map((m) => [m, openCapsule(seeds[m - 1]!, tag, rule, header[compartment], m)!] as const);
  const secret = recover(tag, rule, header[compartment], new Map(shares));
  assert.ok(secret, compartment);
  return secret;
}

/** A whole envelope as its reader gets it. */
export async function readEnvelope(bytes: Bytes, report: Secret, identity: Secret): Promise<ReportText & { who: string }> {
  const header = envelope.parseStart(bytes);
  const context = envelope.headerHash(header);
  const at = envelope.headerLength(header.prefix.n);
  const middle = at + envelope.IDENTITY_BODY;
  const who = await openBody(await envelope.bodyOf("identity", identity, context), bytes.slice(at, middle));
  const text = await openBody(await envelope.bodyOf("report", report, context), bytes.slice(middle));
  return { ...(await parseReportText(text, header.prefix.n)), who: envelope.parseIdentity(who) };
}
