import { test, assert, assertEquals } from "/harness.js";

async function all(stream) {
  const chunks = [];
  for await (const chunk of stream) {
    chunks.push(chunk);
  }
  return chunks;
}

test("both branches give every chunk", async () => {
  const stream = ReadableStream.from([1, 2, 3]);
  const [first, second] = stream.tee();
  assertEquals(stream.locked, true);
  assertEquals(await all(first), [1, 2, 3]);
  assertEquals(await all(second), [1, 2, 3]);
});

test("the source is cancelled when both branches are, with both reasons", async () => {
  let reason;
  const [first, second] = new ReadableStream({ cancel: (given) => void (reason = given) }).tee();
  const cancelled = first.cancel("a");
  assertEquals(reason, undefined);
  await Promise.all([second.cancel("b"), cancelled]);
  assertEquals(reason, ["a", "b"]);
});

test("an error reaches both", async () => {
  let controller;
  const branches = new ReadableStream({ start: (given) => (controller = given) }).tee();
  controller.error("bad");
  for (const branch of branches) {
    assertEquals(await branch.getReader().read().catch((reason) => reason), "bad");
  }
});

test("branches of a byte stream are byte streams with memory of their own", async () => {
  const stream = new ReadableStream({
    type: "bytes",
    start(controller) {
      controller.enqueue(new Uint8Array([1, 2]));
      controller.close();
    },
  });
  const [first, second] = stream.tee();
  const { value } = await first.getReader({ mode: "byob" }).read(new Uint8Array(4));
  value[0] = 9;
  const other = await second.getReader().read();
  assertEquals([...value, ...other.value], [9, 2, 1, 2]);
});

test("a branch's view is filled by the source", async () => {
  let viewLength;
  const stream = new ReadableStream({
    type: "bytes",
    pull(controller) {
      viewLength = controller.byobRequest.view.byteLength;
      controller.byobRequest.view[0] = 5;
      controller.byobRequest.respond(1);
    },
  });
  const [first, second] = stream.tee();
  const read = await first.getReader({ mode: "byob" }).read(new Uint8Array(7));
  assertEquals([viewLength, ...read.value], [7, 5]);
  assertEquals([...(await second.getReader().read()).value], [5]);
});

test("a clone of a response gets clones of the chunks", async () => {
  const chunk = new Uint8Array([1]);
  const response = new Response(new ReadableStream({
    start(controller) {
      controller.enqueue(chunk);
      controller.close();
    },
  }));
  const clone = response.clone();
  const original = (await response.body.getReader().read()).value;
  const copy = (await clone.body.getReader().read()).value;
  assert(original === chunk && copy !== chunk);
  assertEquals([...copy], [1]);
});
