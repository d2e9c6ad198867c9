// Stands between Chromium and the server, on the wire or above it: a bad circuit, or a server that lies.
import http from "node:http";
import net from "node:net";
import { after } from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";

export interface Between { readonly origin: string; }

/** A wire that is cut after so many bytes have gone up, once for each number; connections that follow go through until the next one. */
export async function cutting(target: string, after_: readonly number[]): Promise<Between & { cuts(): number }> {
  const port = Number(new URL(target).port);
  const left = [...after_];
  let cuts = 0;
  let up = 0;
  const server = net.createServer((client) => {
    const upstream = net.connect(port, "127.0.0.1");
    const end = (): void => {
      client.destroy();
      upstream.destroy();
    };
    client.on("data", (bytes) => {
      up += bytes.length;
      if (left[0] !== undefined && up >= left[0]) {
        left.shift();
        cuts += 1;
        return end();
      }
      upstream.write(bytes);
    });
    upstream.on("data", (bytes) => client.write(bytes));
    for (const socket of [client, upstream]) {
      socket.on("error", end);
      socket.on("close", end);
    }
  });
  return { origin: await listening(server), cuts: () => cuts };
}

export type Change = (path: string, body: Buffer) => Buffer;

/** A server that changes what it hands out, one path of it late; also tells every request that was made, and with how many bytes. */
export async function lying(target: string, change: Change = (_, body) => body, seen: (line: string) => void = () => undefined, slow = ""): Promise<Between> {
  const server = http.createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      const body = Buffer.concat(parts);
      seen(`${request.method} ${request.url} ${body.length} ${JSON.stringify(Object.entries(request.headers).filter(([name]) => name !== "host"))}`);
      const onward = http.request(target + (request.url ?? ""), { method: request.method, headers: { ...request.headers, host: new URL(target).host } }, (answer) => {
        const got: Buffer[] = [];
        answer.on("data", (part: Buffer) => got.push(part));
        answer.on("end", () => {
          const packed = answer.headers["content-encoding"] === "gzip";
          const whole = Buffer.concat(got);
          const changed = change(request.url ?? "", packed ? gunzipSync(whole) : whole);
          const sent = packed ? gzipSync(changed) : changed;
          response.writeHead(answer.statusCode ?? 500, { ...answer.headers, "content-length": String(sent.length) });
          if (request.url === slow) setTimeout(() => response.end(sent), 4000);
          else response.end(sent);
        });
      });
      onward.on("error", () => response.destroy());
      onward.end(body);
    });
  });
  return { origin: await listening(server) };
}

async function listening(server: net.Server): Promise<string> {
  await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
  after(() => { server.close(); });
  return `http://127.0.0.1:${(server.address() as net.AddressInfo).port}`;
}
