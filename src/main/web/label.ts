import { type Bytes, concat, utf8 } from "./bytes.ts";

/** Every domain-separation label there is (spec: labels); a test holds this list and the page's table equal. */
export const LABELS = [
  "roster", "request", "reader-key", "pk", "who", "header", "plain", "file", "envelope", "bundle", "note", "form",
  "source", "eid", "reply-secret", "receipt", "withdraw", "rtag",
  "deal", "decoy", "share", "mask", "public", "seal", "coins/seal",
  "tag/report", "tag/identity", "hedge", "body/report", "body/identity", "salt/report", "salt/identity",
  "promise", "dummy", "day-key", "batch", "release", "coins/release", "opened",
  "board/tag", "board/salt", "board/key", "board/batch", "reply", "rs", "login", "key-file", "onion", "onion-service", "fingerprint", "page",
] as const;

export type Label = (typeof LABELS)[number];

/** `"tresllaves/v1/<label>" 00`, then the parts: the form in which a label stands in hashes, salts, HPKE info, HMAC and Ed25519 alike. */
export function labelled(label: Label, ...parts: readonly Uint8Array[]): Bytes {
  return concat(utf8(`tresllaves/v1/${label}\0`), ...parts);
}
