// Everything a visit loads, in one fixed order, whoever comes and whatever they choose; in the one-file page it is in the file.
import { type Bytes, EMPTY, fromBase64, fromUtf8, own } from "./bytes.ts";
import { serverAt } from "./server.ts";
import { LANGUAGES, wordListOf, type WordList } from "./words.ts";

/** Everything but the first screens, with their texts. */
export type Later = typeof import("./later.ts");

/** What arrives behind the first screen, one after the other. The chain is undefined in a one-file page that was given none. */
export interface Shipped {
  readonly offline: boolean;
  readonly rosters: Promise<Bytes | undefined>;
  readonly later: Promise<Later>;
  readonly words: Promise<readonly WordList[]>;
  readonly forms: Promise<Bytes>;
  /** The code of the server's largest bucket; undefined where there is no server. */
  readonly largest: Promise<number | undefined>;
  readonly intake: Promise<Bytes>;
  readonly docket: Promise<Bytes>;
  readonly board: Promise<Bytes>;
}

/** Blocks of data in the one-file page; absent in the page that a server hands out. */
export function shippedInside(): Shipped | undefined {
  const data = (id: string): string | undefined => document.getElementById(id)?.textContent ?? undefined;
  const words = data("words");
  if (words === undefined) return undefined;
  const chain = data("panel");
  const nothing = Promise.resolve(EMPTY);
  return {
    offline: true,
    rosters: Promise.resolve(chain === undefined ? undefined : fromBase64(chain.trim())),
    words: Promise.resolve(parseLists(words)),
    forms: Promise.resolve(fromBase64(JSON.parse(data("forms") ?? '""') as string) ?? EMPTY),
    later: import("./later.ts"),
    largest: Promise.resolve(undefined),
    intake: nothing, docket: nothing, board: nothing,
  };
}

const RETRIES = [1, 2, 4, 8, 16, 32];

/** Starts to fetch: each call waits for the one before, and none is left out, whatever they brought. */
export function fetchShipped(): Shipped {
  const server = serverAt((url, init) => fetch(url, init));
  let before: Promise<unknown> = Promise.resolve();
  const next = <T>(call: () => Promise<T>): Promise<T> => {
    const answer = before.then(() => patiently(call), () => patiently(call));
    before = answer;
    answer.catch(() => undefined);
    return answer;
  };
  const rosters = next(() => server.unverifiedRosters());
  const later = next(() => import("./later.ts"));
  const words = next(() => file("/words.json"));
  const forms = next(() => server.unverifiedForms());
  const largest = next(() => server.unverifiedLargest());
  const [intake, board, docket] = [next(() => server.unverifiedIntake()), next(() => server.unverifiedBoard()), next(() => server.unverifiedDocket())];
  return { offline: false, rosters, words: words.then((bytes) => parseLists(fromUtf8(bytes) ?? "")), forms, largest, later, intake, docket, board };
}

async function file(path: string): Promise<Bytes> {
  const response = await fetch(path, { cache: "no-store", credentials: "omit", redirect: "error", referrerPolicy: "no-referrer" });
  if (!response.ok) throw new TypeError("no such file");
  return own(new Uint8Array(await response.arrayBuffer()));
}

/** Again after a break, a little later each time. What the server itself refuses is not asked again. */
async function patiently<T>(call: () => Promise<T>): Promise<T> {
  for (const seconds of RETRIES) {
    try {
      return await call();
    } catch (failure) {
      if (!(failure instanceof TypeError || failure instanceof DOMException)) throw failure;
    }
    await new Promise((done) => setTimeout(done, seconds * 1000));
  }
  return call();
}

function parseLists(json: string): WordList[] {
  const lists = JSON.parse(json) as Record<string, string>;
  return LANGUAGES.map((language) => wordListOf(language, (lists[language] ?? "").replaceAll(" ", "\n")));
}
