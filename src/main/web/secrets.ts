import { type Bytes, EMPTY, concat } from "./bytes.ts";
import { h, hmacSha256, x } from "./derive.ts";
import { labelled } from "./label.ts";

// What a source derives from its twelve words for one panel (spec: source secrets). Whoever holds the root finds the source's reports, reads its replies
// and can withdraw; it opens no report.

/** root, 64 bytes, from the words' 16 bytes of entropy. */
export function rootOf(entropy: Bytes, panelId: Bytes): Bytes {
  if (entropy.length !== 16) throw new RangeError("twelve words are 16 bytes");
  return x("source", entropy, panelId, 64);
}

/** A new eid; `fresh` is 32 random bytes of this report. */
export function eidOf(fresh: Bytes, root: Bytes): Bytes {
  return x("eid", concat(fresh, root), EMPTY, 16);
}

/** rs goes into this report's manifest and nowhere else: it finds and opens the replies. */
export function rsOf(root: Bytes, eid: Bytes): Bytes {
  return x("reply-secret", root, eid, 32);
}

/** w is shown only to withdraw. */
export function wOf(root: Bytes, eid: Bytes, envelopeHash: Bytes): Bytes {
  return hmacSha256(x("receipt", root, eid, 32), labelled("withdraw", eid, envelopeHash));
}

/** The public tag of w. */
export function rtagOf(w: Bytes): Bytes {
  return h("rtag", w);
}
