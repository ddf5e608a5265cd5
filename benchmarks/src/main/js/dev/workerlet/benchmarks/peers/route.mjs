// Two workers in one process: /neighbour, which is healthy, and every other path, whose script is loaded by its first request.
import neighbour from "./neighbour.mjs";

const ctx = {
  waitUntil: (promise) => void Promise.resolve(promise).catch(() => {}),
  passThroughOnException() {},
};
let attacker;

export async function route(request) {
  if (new URL(request.url).pathname === "/neighbour") return neighbour.fetch(request, { OWNER: "peer" }, ctx);
  attacker ??= import("./attacker.mjs");
  const worker = (await attacker).default;
  if (typeof worker?.fetch !== "function") return new Response("no handler", { status: 501 });
  return worker.fetch(request, { OUTSIDE_MEBIBYTES: "0" }, ctx);
}
