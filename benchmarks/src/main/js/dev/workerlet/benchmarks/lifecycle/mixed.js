// Answers by the last segment of the path; each answer is computed from the number in the query.

// (module (func (export "scale") (param i32) (result i32) local.get 0 i32.const 7 i32.mul i32.const 3 i32.add))
const MODULE = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 6, 1, 96, 1, 127, 1, 127, 3, 2, 1, 0, 7, 9, 1, 5, 115, 99, 97, 108, 101, 0, 0, 10, 12, 1,
  10, 0, 32, 0, 65, 7, 108, 65, 3, 106, 11,
]);

const scaled = (n) => n * 7 + 3;

function stream(n) {
  let line = 0;
  return new ReadableStream({
    async pull(controller) {
      await scheduler.wait(5);
      controller.enqueue(new TextEncoder().encode(`${line}:${scaled(n)}\n`));
      line++;
      if (line === 10) {
        controller.close();
      }
    },
  });
}

async function ask(request, n) {
  try {
    const answer = await fetch(new URL(`hello?n=${n}`, request.url));
    return new Response(await answer.text(), { status: answer.status });
  } catch (error) {
    // The server no longer listens.
    return new Response(String(error), { status: 503 });
  }
}

async function compute(n) {
  const { instance } = await WebAssembly.instantiate(MODULE);
  return instance.exports.scale(n);
}

export default {
  async fetch(request, env, ctx) {
    const url = new URL(request.url);
    const n = Number(url.searchParams.get("n"));
    switch (url.pathname.split("/").pop()) {
      case "hello":
        return new Response(`${scaled(n)}`);
      case "timer":
        await scheduler.wait(n % 50);
        return new Response(`${scaled(n)}`);
      case "later":
        ctx.waitUntil(scheduler.wait(50));
        return new Response(`${scaled(n)}`);
      case "stream":
        return new Response(stream(n));
      case "fetch":
        return ask(request, n);
      case "wasm":
        return new Response(`${await compute(n)}`);
      case "loop":
        for (;;);
      case "stuck":
        return new Response(Array.prototype.indexOf.call({ length: Number.MAX_SAFE_INTEGER }, 1));
      default:
        return new Response("No such path", { status: 400 });
    }
  },
};
