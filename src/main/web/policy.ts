import { hex } from "./bytes.ts";
import { refuses } from "./malformed.ts";
import { type KeyType, type VerifierKey, parseVerifierKey } from "./verifier-key.ts";

/** Which logs a panel keeps and which witnesses must have cosigned (C2SP tlog-policy in one spelling; spec: roster, "Policy"). */
export interface Policy {
  readonly roster: VerifierKey;
  readonly intake: VerifierKey;
  readonly docket: VerifierKey;
  readonly witnesses: readonly Witness[];
  readonly groups: readonly Group[];
  /** A witness's or group's name, or `none`: then every client says "unwitnessed". */
  readonly quorum: string;
}

export interface Witness {
  readonly name: string;
  readonly key: VerifierKey;
  readonly url: string | undefined;
}

export interface Group {
  readonly name: string;
  readonly threshold: number;
  readonly members: readonly string[];
}

export type PolicyFlaw =
  | "LINE"
  | "VKEY"
  | "KEY_TYPE"
  | "SAME_KEY"
  | "NAME"
  | "UNKNOWN_NAME"
  | "USED_TWICE"
  | "THRESHOLD"
  | "TOO_MANY"
  | "LOGS"
  | "QUORUM";
const bad = refuses<PolicyFlaw>("policy");

export const NONE = "none";
const MAX = 32;
const ORDER = ["log", "witness", "group", "quorum"];

export function isUnwitnessed(policy: Policy): boolean {
  return policy.quorum === NONE;
}

/** Parses the lines after a roster's `policy`. */
export function parsePolicy(lines: readonly string[]): Policy {
  const draft = new Map<string, boolean>(); // names defined so far, and whether a group has used them
  const keys = new Set<string>();
  const logs: VerifierKey[] = [];
  const witnesses: Witness[] = [];
  const groups: Group[] = [];
  let quorum: string | undefined;
  let stage = 0;

  const keyOf = (token: string, ...types: KeyType[]): VerifierKey => {
    const key = vkey(token);
    if (!types.includes(key.type)) throw bad("KEY_TYPE");
    if (keys.has(hex(key.key))) throw bad("SAME_KEY");
    keys.add(hex(key.key));
    return key;
  };
  const define = (name: string): void => {
    if (name === NONE || draft.has(name)) throw bad("NAME");
    draft.set(name, false);
  };
  const members = (names: readonly string[]): readonly string[] => {
    for (const name of names) {
      const used = draft.get(name);
      if (used === undefined) throw bad("UNKNOWN_NAME");
      if (used) throw bad("USED_TWICE");
      draft.set(name, true);
    }
    return names;
  };

  for (const line of lines) {
    const tokens = line.split(" ");
    const [kind, a, b, c] = tokens;
    const now = ORDER.indexOf(kind!);
    if (now < stage || quorum !== undefined || tokens.some((token) => token === "" || token.includes("\t"))) throw bad("LINE");
    stage = now;
    if (kind === "log") {
      lengths(tokens, 2, 3);
      logs.push(keyOf(a!, "ed25519"));
    } else if (kind === "witness") {
      lengths(tokens, 3, 4);
      define(a!);
      witnesses.push({ name: a!, key: keyOf(b!, "cosignature-ed25519", "cosignature-ml-dsa-44"), url: c });
    } else if (kind === "group") {
      lengths(tokens, 4, Infinity);
      const of = members(tokens.slice(3));
      groups.push({ name: a!, threshold: thresholdOf(b!, of.length), members: of });
      define(a!);
    } else {
      lengths(tokens, 2, 2);
      if (a !== NONE && !draft.has(a!)) throw bad("UNKNOWN_NAME");
      quorum = a!;
    }
    if ([logs, witnesses, groups].some((list) => list.length > MAX)) throw bad("TOO_MANY");
  }
  if (quorum === undefined) throw bad("QUORUM");
  return { ...logsOf(logs), witnesses, groups, quorum };
}

function lengths(tokens: readonly string[], least: number, most: number): void {
  if (tokens.length < least || tokens.length > most) throw bad("LINE");
}

function vkey(token: string): VerifierKey {
  try {
    return parseVerifierKey(token);
  } catch {
    throw bad("VKEY");
  }
}

function thresholdOf(count: string, members: number): number {
  if (count === "all") return members;
  if (count === "any") return 1;
  if (!/^[1-9][0-9]?$/.test(count) || Number(count) > members) throw bad("THRESHOLD");
  return Number(count);
}

/** Exactly three, named X/roster, X/intake and X/docket in this order. */
function logsOf(logs: readonly VerifierKey[]): Pick<Policy, "roster" | "intake" | "docket"> {
  const [roster, intake, docket, ...more] = logs;
  if (roster === undefined || intake === undefined || docket === undefined || more.length > 0) throw bad("LOGS");
  const common = roster.name.replace(/\/roster$/, "");
  const names = [`${common}/roster`, `${common}/intake`, `${common}/docket`];
  if (common === "" || [roster, intake, docket].some((log, i) => log.name !== names[i])) throw bad("LOGS");
  return { roster, intake, docket };
}
