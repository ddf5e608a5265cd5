// What the jobs leave is read by later requests, which another isolate may serve: module state would not do.
const cache = caches.default;
const JOBS = ["http://background/done", "http://background/failed"];

async function work() {
  await new Promise((resolve) => setTimeout(resolve, 50));
  await cache.put(JOBS[0], new Response("done"));
}

async function fail() {
  await new Promise((resolve) => setTimeout(resolve, 10));
  await cache.put(JOBS[1], new Response("failed"));
  throw new Error("the background work failed");
}

export default {
  async fetch(request, env, ctx) {
    if (request.method === "POST") {
      ctx.waitUntil(work());
      ctx.waitUntil(fail());
      return new Response("begun");
    }
    const results = await Promise.all(JOBS.map((job) => cache.match(job)));
    return Response.json(await Promise.all(results.map((result) => result?.text() ?? "open")));
  },
};
