// The host for Node: its HTTP server, with requests and responses in the web's form.
import { createServer } from "node:http";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { route } from "./route.mjs";

const port = Number(process.argv[2]);

function requestOf(incoming) {
  const hasBody = incoming.method !== "GET" && incoming.method !== "HEAD";
  return new Request(`http://127.0.0.1:${port}${incoming.url}`, {
    method: incoming.method,
    headers: incoming.headers,
    body: hasBody ? Readable.toWeb(incoming) : undefined,
    duplex: "half",
  });
}

async function answer(response, outgoing) {
  outgoing.writeHead(response.status, Object.fromEntries(response.headers));
  if (response.body) await pipeline(Readable.fromWeb(response.body), outgoing);
  else outgoing.end();
}

const server = createServer(async (incoming, outgoing) => {
  try {
    await answer(await route(requestOf(incoming)), outgoing);
  } catch {
    if (outgoing.headersSent) return void outgoing.destroy();
    outgoing.writeHead(500).end();
  }
});
server.listen(port, "127.0.0.1");
