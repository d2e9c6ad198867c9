import { type Bytes, equal, hex, utf8 } from "./bytes.ts";
import { h } from "./derive.ts";
import { isUsable } from "./ed25519.ts";
import { refuses } from "./malformed.ts";
import { type Policy, parsePolicy } from "./policy.ts";
import { type Person, type Roster, people } from "./roster.ts";
import { badRoster } from "./roster-rules.ts";
import { parseRoster } from "./roster-text.ts";
import { type SignedNote, parseSignedNote } from "./signed-note.ts";
import { checkGenesis, checkSuccession } from "./succession.ts";

/** One verified roster; its hash is the panel_id if it is the genesis. */
export interface Link {
  readonly roster: Roster;
  readonly policy: Policy;
  readonly hash: Bytes;
}

/**
 * A panel's rosters from the genesis on, every link verified (spec: roster, "Chain"). Nothing here shows that a later roster was held back: that is what
 * a witnessed log is for.
 */
export interface Chain {
  readonly panelId: Bytes;
  readonly links: readonly Link[];
}

export type ChainFlaw =
  | "EMPTY"
  | "TOO_MANY"
  | "NOT_GENESIS"
  | "PANEL_ID"
  | "ID"
  | "EPOCH"
  | "PREV"
  | "VALID_FROM"
  | "BAD_SIGNATURE"
  | "MEMBER_SIGNATURE"
  | "MEMBER_ML_DSA"
  | "READER_SIGNATURE"
  | "PREVIOUS_ADMIN"
  | "PREVIOUS_BENCH";
const bad = refuses<ChainFlaw>("roster-chain");
const MAX_LINKS = 4096;

/** The panel_id that a chain claims, to be compared with the one that was given in print or by voice. Nothing is verified. */
export function unverifiedPanelId(notes: readonly Bytes[]): Bytes {
  const [first] = notes;
  if (first === undefined) throw bad("EMPTY");
  return h("roster", utf8(parseSignedNote(first).text));
}

/** Verifies a chain from the panel_id somebody holds. */
export function verifyChain(panelId: Bytes, notes: readonly Bytes[]): Chain {
  if (notes.length === 0) throw bad("EMPTY");
  if (notes.length > MAX_LINKS) throw bad("TOO_MANY");
  const links: Link[] = [];
  for (const bytes of notes) {
    const { link, note } = linkOf(bytes);
    const previous = links.at(-1);
    if (previous === undefined) {
      if (link.roster.prev !== undefined) throw bad("NOT_GENESIS");
      if (!equal(link.hash, panelId)) throw bad("PANEL_ID");
      checkGenesis(link.roster, note);
    } else {
      if (!equal(link.roster.panelId!, panelId)) throw bad("ID");
      if (link.roster.epoch !== previous.roster.epoch + 1) throw bad("EPOCH");
      if (!equal(link.roster.prev!, previous.hash)) throw bad("PREV");
      checkSuccession(previous.roster, link.roster, note);
    }
    links.push(link);
  }
  return { panelId, links };
}

function linkOf(bytes: Bytes): { link: Link; note: SignedNote } {
  const note = parseSignedNote(bytes);
  const roster = parseRoster(note.text);
  // The roster's parser refuses points of small order by their bytes; here go those of mixed order and what is no point at all.
  if (!people(roster).every((person) => isUsable(person.ed25519))) throw badRoster("WEAK_KEY");
  return { link: { roster, policy: parsePolicy(roster.policy), hash: h("roster", utf8(note.text)) }, note };
}

/** The roster of this hash: past, current or to come. */
export function linkOfHash(chain: Chain, rosterHash: Bytes): Link | undefined {
  return chain.links.find((link) => equal(link.hash, rosterHash));
}

/** The last roster whose `from` has come. It may have ended. Seconds since 1970. */
export function current(chain: Chain, now: number): Link | undefined {
  return chain.links.filter((link) => link.roster.valid.from <= now).at(-1);
}

/** The roster a report is sealed to now: the current one, if it has not ended. */
export function usable(chain: Chain, now: number): Link | undefined {
  const link = current(chain, now);
  return link !== undefined && now < link.roster.valid.to ? link : undefined;
}

/** Rosters whose `from` has not come: clients show them meanwhile, so that a change of the panel is public for seven days before it holds. */
export function coming(chain: Chain, now: number): readonly Link[] {
  const last = current(chain, now);
  return chain.links.slice(last === undefined ? 0 : chain.links.indexOf(last) + 1);
}

/** Whether a person, by key, is on the roster that is current on this day since 1970-01-01. */
export function heldOn(chain: Chain, ed25519: Bytes, day: number): boolean {
  const link = current(chain, day * 86_400);
  return link !== undefined && people(link.roster).some((person) => equal(person.ed25519, ed25519));
}

/** Everybody who was ever on the panel, each once, as they last stood. */
export function everybody(chain: Chain): readonly Person[] {
  const all = new Map<string, Person>();
  for (const link of chain.links) for (const person of people(link.roster)) all.set(hex(person.ed25519), person);
  return [...all.values()];
}

/** The keys of one of the logs, of every roster of the chain. */
export function logKeys(chain: Chain, log: "roster" | "intake" | "docket"): Policy["roster"][] {
  const keys = new Map(chain.links.map((link) => [`${link.policy[log].name} ${hex(link.policy[log].key)}`, link.policy[log]]));
  return [...keys.values()];
}
