// Uses each part of the platform a little.

import { AsyncLocalStorage, AsyncResource } from "node:async_hooks";

const settled = (promise) => Promise.resolve(promise).then((value) => value, (error) => error);

/** Gives what it made, results and errors alike. */
export async function exercise(request, env, ctx) {
  const made = [];
  const tries = [
    () => ctx.servlet,
    () => ctx.servlet.isUserInRole("admin"),
    () => ctx.waitUntil(Promise.reject(new Error("on purpose"))),
    () => ctx.waitUntil(null),
    () => settled(ctx.next()),
    () => settled(env.OTHER.fetch("http://other/")),
    () => settled(env.OTHER.fetch.call({})),
    () => request.clone().text(),
    () => request.signal,
    () => request.headers.entries().next(),
    () => [...new Headers({ a: "b" })],
    () => new Headers({ "a b": "c" }),
    () => new Response("x", { headers: { a: "b" } }).clone().blob(),
    () => Response.json({ a: 1 }).json(),
    () => new Response(new FormData()).formData(),
    () => Response.error(),
    () => settled(fetch("http://127.0.0.1:1/")),
    () => settled(fetch("file:///etc/passwd")),
    () => settled(fetch("data:,x").then((response) => response.text())),
    () => settled(import("./missing.js")),
    () => settled(import("node:fs")),
    () => import.meta.resolve("./x.js"),
    () => import.meta,
    () => new TextEncoder().encode("é"),
    () => new TextDecoder("shift_jis").decode(new Uint8Array([0x82, 0xa0])),
    () => new TextDecoder("utf-8", { fatal: true }).decode(new Uint8Array([255])),
    () => new URL("http://a/b?c=d").searchParams.entries(),
    () => new URL("nonsense"),
    () => new URLPattern("/a/:b", "http://a/").exec("http://a/a/c"),
    () => structuredClone({ a: new Map([[1, { b: 2 }]]) }),
    () => structuredClone(() => {}),
    () => crypto.getRandomValues(new Uint8Array(2)),
    () => crypto.subtle.digest("SHA-256", new Uint8Array(2)),
    () => settled(crypto.subtle.importKey("raw", new Uint8Array(3), "AES-GCM", false, ["encrypt"])),
    () => crypto.subtle.generateKey({ name: "HMAC", hash: "SHA-256" }, true, ["sign"]),
    () => settled(caches.open("c").then((cache) => cache.match("http://a/"))),
    () => caches.default,
    () => setTimeout(() => {}, 1),
    () => scheduler.wait(1),
    () => performance.mark("m"),
    () => performance.measure("n"),
    () => new PerformanceObserver(() => {}),
    () => new AbortController().signal,
    () => AbortSignal.any([AbortSignal.timeout(1e6), request.signal]),
    () => new Event("x"),
    () => new EventTarget().dispatchEvent(new Event("x")),
    () => new MessageChannel(),
    () => new BroadcastChannel("b"),
    () => new WebSocketPair(),
    () => settled(new WebSocket("ws://127.0.0.1:1/")),
    () => new EventSource("http://127.0.0.1:1/"),
    () => console.log("%o %s", { a: [1, new Map()] }, "x", new Error("logged")),
    () => new CompressionStream("gzip"),
    () => compressed(),
    () => piped(),
    () => ReadableStream.from([1, 2]).tee(),
    () => new ReadableStream({ type: "bytes" }).getReader({ mode: "byob" }),
    () => new TransformStream().writable.getWriter(),
    () => new ByteLengthQueuingStrategy({ highWaterMark: 1 }),
    () => new Blob(["a"]).stream(),
    () => new File(["a"], "f"),
    () => new FileReader(),
    () => URL.createObjectURL(new Blob(["a"])),
    () => new AsyncLocalStorage(),
    () => new AsyncLocalStorage().run(1, () => AsyncResource.bind(() => {})),
    () => AsyncLocalStorage.snapshot(),
    () => new AsyncResource("t").bind(() => {}),
    () => reportError(new Error("reported")),
    () => navigator,
    () => new WebAssembly.Module(new Uint8Array([0, 97, 115, 109, 1, 0, 0, 0])),
    () => Temporal.Now.instant(),
    () => Atomics.wait(new Int32Array(new SharedArrayBuffer(8)), 0, 0, 1),
    () => addEventListener("fetch", () => {}),
    () => new Event(Symbol("s")),
    () => recursion(),
  ];
  for (let i = 0; i < tries.length; i++) {
    try {
      made[i] = tries[i]();
    } catch (error) {
      made[i] = error;
    }
  }
  for (let i = 0; i < made.length; i++) {
    if (made[i] instanceof Promise) made[i] = await settled(made[i]);
  }
  return made;
}

async function compressed() {
  const stream = new Blob(["abc"]).stream().pipeThrough(new CompressionStream("gzip"));
  return new Response(stream.pipeThrough(new DecompressionStream("gzip"))).text();
}

async function piped() {
  const { readable, writable } = new TransformStream();
  const done = new Blob(["abc"]).stream().pipeTo(writable);
  for await (const chunk of readable) settled(chunk);
  return done;
}

function recursion() {
  try {
    return recursion();
  } catch (error) {
    return error;
  }
}
