let done = 0;
let failed = 0;

async function work() {
  await new Promise((resolve) => setTimeout(resolve, 50));
  done += 1;
}

async function fail() {
  await new Promise((resolve) => setTimeout(resolve, 10));
  failed += 1;
  throw new Error("the background work failed");
}

export default {
  fetch(request, env, ctx) {
    const counts = Response.json({ done, failed });
    if (request.method === "POST") {
      ctx.waitUntil(work());
      ctx.waitUntil(fail());
    }
    return counts;
  },
};
