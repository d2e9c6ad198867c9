import { type Bytes, concat, u8 } from "./bytes.ts";
import { h, x } from "./derive.ts";
import * as hpke from "./hpke.ts";
import { labelled } from "./label.ts";

/** What a release is bound to (spec: release): H(request), T, member j and reader k of the envelope's roster, and the reader's key. */
export interface Binding {
  readonly request: Bytes;
  readonly tag: Bytes;
  readonly member: number;
  readonly reader: number;
  readonly readerKey: Bytes;
}

export function sealRelease(to: Binding, share: Bytes): Bytes {
  const eseed = x("coins/release", share, concat(to.tag, to.request, u8(to.member), u8(to.reader), h("pk", to.readerKey)), hpke.ESEED);
  return hpke.seal(to.readerKey, info(to), share, eseed);
}

/** The share in a slot, or nothing. It must still be held against h_j. */
export function openRelease(seed: Bytes, to: Binding, slot: Bytes): Bytes | undefined {
  const share = hpke.open(seed, info(to), slot);
  return share?.length === 32 ? share : undefined;
}

function info(to: Binding): Bytes {
  return labelled("release", to.request, to.tag, h("pk", to.readerKey), u8(to.member), u8(to.reader));
}
