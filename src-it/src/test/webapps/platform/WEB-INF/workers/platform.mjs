// One route for each part of the platform that has a half in the host.
const encoder = new TextEncoder();
const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

const routes = {
  async fetch(request) {
    const answer = await fetch(new URL("target?from=fetch", request.url), {
      method: "POST",
      headers: [["x-sent", "one"], ["x-sent", "two"]],
      body: "body",
    });
    return Response.json({ status: answer.status, url: new URL(answer.url).search, body: await answer.text() });
  },
  async target(request) {
    return new Response(`${request.method} ${request.headers.get("x-sent")} ${await request.text()}`, { status: 201 });
  },
  async redirected(request) {
    const answer = await fetch(new URL("redirect", request.url));
    return Response.json({ redirected: answer.redirected, body: await answer.text() });
  },
  redirect: (request) => Response.redirect(new URL("digest", request.url)),
  async digest() {
    return new Response(hex(await crypto.subtle.digest("SHA-256", encoder.encode("abc"))));
  },
  async signature() {
    const algorithm = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
    const { privateKey, publicKey } = await crypto.subtle.generateKey(algorithm, false, ["sign", "verify"]);
    const signature = await crypto.subtle.sign(algorithm, privateKey, encoder.encode("signed"));
    return new Response(String(await crypto.subtle.verify(algorithm, publicKey, signature, encoder.encode("signed"))));
  },
  async compression() {
    const results = [];
    for (const format of ["gzip", "deflate", "deflate-raw", "brotli"]) {
      const text = "many times the same ".repeat(500);
      const packed = new Response(text).body.pipeThrough(new CompressionStream(format));
      const bytes = await new Response(packed).bytes();
      const unpacked = new Response(bytes).body.pipeThrough(new DecompressionStream(format));
      results.push(`${format} ${bytes.length < text.length / 10} ${(await new Response(unpacked).text()) === text}`);
    }
    return new Response(results.join("\n"));
  },
  encoding: () => new Response(new TextDecoder("shift_jis").decode(new Uint8Array([0x93, 0xfa, 0x96, 0x7b]))),
  async module() {
    const { part } = await import("./lib/part.mjs");
    return new Response(`${part} ${import.meta.url}`);
  },
  async cache() {
    const cache = await caches.open("it");
    const key = "http://example.com/key";
    await cache.put(key, new Response("kept", { headers: { "x-kept": "yes" } }));
    const found = await cache.match(key);
    return new Response(`${found.headers.get("x-kept")} ${await found.text()} ${await cache.delete(key)}`);
  },
  async message() {
    const { port1, port2 } = new MessageChannel();
    const received = new Promise((resolve) => (port2.onmessage = (event) => resolve(event.data)));
    port1.postMessage(new Map([["key", new Date(0)]]));
    return new Response((await received).get("key").toISOString());
  },
};

export default {
  fetch(request) {
    const name = new URL(request.url).pathname.split("/").pop();
    return routes[name]?.(request) ?? new Response("no such route", { status: 404 });
  },
};
