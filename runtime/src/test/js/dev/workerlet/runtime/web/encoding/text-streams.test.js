import { test, assert, assertEquals, assertRejects, assertThrows } from "/harness.js";

async function run(stream, chunks) {
  const writer = stream.writable.getWriter();
  const writing = (async () => {
    for (const chunk of chunks) {
      await writer.write(chunk);
    }
    await writer.close();
  })();
  writing.catch(() => {});
  const output = [];
  const reader = stream.readable.getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return output;
    }
    output.push(value);
  }
}

test("decoding joins what is split", async () => {
  const input = new TextEncoder().encode("\ufeffa€😀");
  const output = await run(new TextDecoderStream(), [...input].map((byte) => new Uint8Array([byte])));
  assertEquals(output, ["a", "€", "😀"]);
  assertEquals(await run(new TextDecoderStream("sjis"), [new Uint8Array([0x82]), new Uint8Array([0xa0])]), ["あ"]);
});

test("the attributes of a decoder", () => {
  const stream = new TextDecoderStream("SJIS", { fatal: true, ignoreBOM: true });
  assertEquals([stream.encoding, stream.fatal, stream.ignoreBOM], ["shift_jis", true, true]);
  const plain = new TextDecoderStream();
  assertEquals([plain.encoding, plain.fatal, plain.ignoreBOM], ["utf-8", false, false]);
  assert(plain.readable instanceof ReadableStream && plain.writable instanceof WritableStream);
  assertThrows(() => new TextDecoderStream("replacement"), RangeError);
  assertThrows(() => TextDecoderStream.prototype.encoding, TypeError);
  assertThrows(() => TextDecoderStream(), TypeError);
});

test("an incomplete end", async () => {
  assertEquals(await run(new TextDecoderStream(), [new Uint8Array([0xe2, 0x82])]), ["\ufffd"]);
  await assertRejects(run(new TextDecoderStream("utf-8", { fatal: true }), [new Uint8Array([0xe2])]), TypeError);
});

test("chunks of the wrong kind error the stream", async () => {
  for (const chunk of [undefined, null, 1, "a", [1], {}]) {
    await assertRejects(run(new TextDecoderStream(), [chunk]), TypeError);
  }
  await assertRejects(run(new TextEncoderStream(), [Symbol("a")]), TypeError);
});

test("encoding joins surrogates", async () => {
  const of = async (...chunks) => (await run(new TextEncoderStream(), chunks)).map((chunk) => [...chunk]);
  assertEquals(await of("a\ud83d", "", "\ude00b"), [[0x61], [0xf0, 0x9f, 0x98, 0x80, 0x62]]);
  assertEquals(await of("\ud83d"), [[0xef, 0xbf, 0xbd]]);
  assertEquals(await of("\ud83d", "a"), [[0xef, 0xbf, 0xbd, 0x61]]);
  assertEquals(await of("", 1, undefined), [[0x31], [...new TextEncoder().encode("undefined")]]);
  assertEquals(new TextEncoderStream().encoding, "utf-8");
});

test("a detached chunk gives no output", async () => {
  const detached = new Uint8Array([1, 2, 3]);
  detached.buffer.transfer();
  assertEquals(await run(new TextDecoderStream(), [detached, detached.buffer]), []);
  assertEquals(new TextEncoder().encodeInto("a", detached), { read: 0, written: 0 });
});

test("text through a pipe of both", async () => {
  const text = "é€😀".repeat(10_000);
  const source = new ReadableStream({
    start(controller) {
      controller.enqueue(text);
      controller.close();
    },
  });
  const chunks = [];
  for await (const chunk of source.pipeThrough(new TextEncoderStream()).pipeThrough(new TextDecoderStream())) {
    chunks.push(chunk);
  }
  assertEquals(chunks.join(""), text);
});
