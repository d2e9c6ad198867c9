import type { Bytes } from "./bytes.ts";
import type { Receipt } from "./receipt.ts";
import { wOf } from "./secrets.ts";
import type { Server } from "./server.ts";

/** Takes a report back for good (spec: upload, "Withdrawal"). Refused `refused`: a quorum has opened it; `unknown`: there is no such report. */
export function withdraw(server: Server, root: Bytes, { entry }: Receipt): Promise<void> {
  return server.withdraw(entry.eid, wOf(root, entry.eid, entry.envelopeHash));
}
