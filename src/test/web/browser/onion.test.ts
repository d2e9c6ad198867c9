// The page by its .onion name: Chromium knows nothing but the SOCKS port of a private Tor network, whose service hands on to the server of this run.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { join } from "node:path";
import { test } from "node:test";
import { startJava } from "../java.ts";
import { launch, visit } from "./browser.ts";
import { running } from "./panel.ts";
import { arrive, next, recorded, send, write } from "./walk.ts";

const panel = running();

interface Network { readonly socks: string; readonly control: string; close(): void; }

async function startNetwork(): Promise<Network> {
  const program = startJava("org.tresllaves.onion.Testnet", join(process.cwd(), "target/testnet"));
  let [socks, control] = ["", ""];
  for (let line = await program.ask(); !line.startsWith("started"); line = await program.ask()) {
    if (line.startsWith("socks ")) socks = line.slice("socks ".length);
    if (line.startsWith("control of the service's tor ")) control = line.slice("control of the service's tor ".length);
  }
  return { socks, control, close: program.kill };
}

/** Makes an onion service before the server's port, which lasts as long as the connection; resolves when its descriptor is published. */
async function publish(control: string): Promise<{ onion: string; close(): void }> {
  const [host, port] = control.split(":");
  const socket = connect(Number(port), host!);
  socket.setEncoding("ascii");
  let heard = "";
  const until = async (wanted: RegExp): Promise<RegExpExecArray> => {
    for (let found = wanted.exec(heard); ; found = wanted.exec(heard)) {
      if (found !== null) return found;
      assert.doesNotMatch(heard, /^5\d\d /m);
      heard += await new Promise<string>((resolve) => socket.once("data", (more) => resolve(String(more))));
    }
  };
  socket.write("PROTOCOLINFO 1\r\n");
  const cookie = readFileSync((await until(/COOKIEFILE="([^"]+)"[\s\S]*250 OK\r\n/))[1]!).toString("hex");
  socket.write(`AUTHENTICATE ${cookie}\r\nSETEVENTS HS_DESC\r\nADD_ONION NEW:ED25519-V3 Flags=DiscardPK Port=80,127.0.0.1:${new URL(panel.origin).port}\r\n`);
  const onion = (await until(/250-ServiceID=([a-z2-7]{56})/))[1]!;
  await until(/650 HS_DESC UPLOADED/);
  return { onion: `http://${onion}.onion`, close: () => socket.destroy() };
}

test("a report by the page's .onion name, through Tor alone", { timeout: 240_000 }, async (t) => {
  const network = await startNetwork();
  t.after(network.close);
  const service = await publish(network.control);
  t.after(service.close);
  // Chromium, unlike Tor Browser, does not take an onion's http for a secure context by itself. Whatever is not handed to the SOCKS port is not found.
  const browser = await launch(`--proxy-server=socks5://${network.socks}`, "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
    `--unsafely-treat-insecure-origin-as-secure=${service.onion}`);
  t.after(() => browser.close());
  const page = await visit(browser);
  const asked = new Set<string>();
  page.on("request", (request) => asked.add(new URL(request.url()).origin));
  await arrive(page, `${service.onion}/#${panel.panelId}`, "es");
  await next(page);
  await write(page, { language: "es", story: "Por la cebolla.", files: [join(process.cwd(), "config/samples/photo.jpg")] });
  const words = await send(page);
  await recorded(page);
  assert.equal(words.length, 12);
  assert.deepEqual([...asked], [service.onion]);
});
