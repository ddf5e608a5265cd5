import { test, assert, assertEquals, assertRejects, assertThrows } from "/harness.js";

const formats = ["brotli", "deflate", "deflate-raw", "gzip"];
const text = "A text that repeats itself, as texts do. ".repeat(50);

function concatenate(chunks) {
  const bytes = new Uint8Array(chunks.reduce((total, chunk) => total + chunk.length, 0));
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

/** What comes out of a stream that the chunks go into. */
async function run(stream, chunks) {
  const writer = stream.writable.getWriter();
  const writing = (async () => {
    for (const chunk of chunks) {
      await writer.write(chunk);
    }
    await writer.close();
  })();
  const output = [];
  const reading = (async () => {
    const reader = stream.readable.getReader();
    for (let result = await reader.read(); !result.done; result = await reader.read()) {
      output.push(result.value);
    }
  })();
  const [written, read] = await Promise.allSettled([writing, reading]);
  if (read.status === "rejected") {
    throw read.reason;
  }
  assertEquals(written.status, "fulfilled");
  return concatenate(output);
}

const compress = (format, ...chunks) => run(new CompressionStream(format), chunks);
const decompress = (format, ...chunks) => run(new DecompressionStream(format), chunks);
const inPieces = (bytes, size) =>
  Array.from({ length: Math.ceil(bytes.length / size) }, (_, i) => bytes.subarray(i * size, (i + 1) * size));

test("there and back", async () => {
  const noise = crypto.getRandomValues(new Uint8Array(60_000));
  const inputs = [
    new Uint8Array(0), new Uint8Array([7]), new TextEncoder().encode(text), noise,
    concatenate([noise, noise, noise, noise, noise]), new Uint8Array(3_000_000),
  ];
  for (const format of formats) {
    for (const input of inputs) {
      const compressed = await compress(format, input);
      assert(compressed.length < input.length + 1000, `${format} of ${input.length}: ${compressed.length}`);
      const output = await decompress(format, compressed);
      assertEquals(output.length, input.length);
      assert(output.every((byte, i) => byte === input[i]));
    }
  }
});

test("in pieces of any size", async () => {
  const input = new TextEncoder().encode(text);
  for (const format of formats) {
    const compressed = await compress(format, ...inPieces(input, 7));
    for (const size of [1, 2, 3, 13, compressed.length]) {
      const output = await decompress(format, ...inPieces(compressed, size));
      assertEquals(new TextDecoder().decode(output), text);
    }
  }
});

test("every kind of buffer", async () => {
  const compressed = await compress("gzip", new TextEncoder().encode("hello").buffer);
  const padded = concatenate([new Uint8Array(1), compressed]).buffer;
  const output = await decompress("gzip", new DataView(padded, 1));
  assertEquals(new TextDecoder().decode(output), "hello");
});

test("a detached buffer has no bytes", async () => {
  const detached = new Uint8Array([1, 2, 3]);
  detached.buffer.transfer();
  for (const format of formats) {
    const compressed = await compress(format, detached, detached.buffer);
    assertEquals((await decompress(format, compressed)).length, 0);
  }
});

test("formats that are none", () => {
  for (const Stream of [CompressionStream, DecompressionStream]) {
    assertThrows(() => new Stream(), TypeError);
    assertThrows(() => new Stream("GZIP"), TypeError);
    assertThrows(() => new Stream("zip"), TypeError);
    assertThrows(() => Stream("gzip"), TypeError);
    assertThrows(() => Stream.prototype.readable, TypeError);
  }
});

test("chunks that are no bytes", async () => {
  for (const format of formats) {
    for (const chunk of [undefined, null, 1, "a", [1], {}, new SharedArrayBuffer(1)]) {
      await assertRejects(compress(format, chunk), TypeError);
      await assertRejects(decompress(format, chunk), TypeError);
    }
  }
});

test("input that ends too early", async () => {
  for (const format of formats) {
    const compressed = await compress(format, new TextEncoder().encode(text));
    for (const length of [0, 1, compressed.length >> 1, compressed.length - 1]) {
      await assertRejects(decompress(format, compressed.subarray(0, length)), TypeError);
    }
  }
});

test("input that goes on after its end", async () => {
  for (const format of formats) {
    const compressed = await compress(format, new TextEncoder().encode(text));
    await assertRejects(decompress(format, compressed, new Uint8Array(1)), TypeError);
    await assertRejects(decompress(format, concatenate([compressed, new Uint8Array(1)])), TypeError);
    await assertRejects(decompress(format, concatenate([compressed, compressed])), TypeError);
    assertEquals((await decompress(format, compressed, new Uint8Array(0))).length, text.length);
  }
});

test("output that precedes excess input is given", async () => {
  const compressed = await compress("gzip", new TextEncoder().encode("hello"));
  const stream = new DecompressionStream("gzip");
  const writer = stream.writable.getWriter();
  const writing = assertRejects(writer.write(concatenate([compressed, new Uint8Array(1)])), TypeError);
  const reader = stream.readable.getReader();
  const { value } = await reader.read();
  assertEquals(new TextDecoder().decode(value), "hello");
  await assertRejects(reader.read(), TypeError);
  await writing;
});

test("corrupt input", async () => {
  const input = new TextEncoder().encode(text);
  const gzip = await compress("gzip", input);
  const zlib = await compress("deflate", input);
  const withByte = (bytes, index, value) => bytes.map((byte, i) => (i === index ? value : byte));
  for (const [index, value] of [[0, 0], [1, 0], [2, 7], [3, 0x20], [3, 0x80], [10, 0xff]]) {
    await assertRejects(decompress("gzip", withByte(gzip, index, value)), TypeError);
  }
  for (let i = 1; i <= 8; i++) {
    const index = gzip.length - i;
    await assertRejects(decompress("gzip", withByte(gzip, index, gzip[index] ^ 1)), TypeError);
  }
  for (const index of [0, 1, zlib.length - 1]) {
    await assertRejects(decompress("deflate", withByte(zlib, index, zlib[index] ^ 1)), TypeError);
  }
  // a preset dictionary is asked for
  await assertRejects(decompress("deflate", new Uint8Array([0x78, 0xbb, 0, 0, 0, 1, 3, 0])), TypeError);
});

test("all parts of a gzip header", async () => {
  const gzip = await compress("gzip", new TextEncoder().encode("hello"));
  const crc = (bytes) => {
    let value = ~0;
    for (const byte of bytes) {
      value ^= byte;
      for (let i = 0; i < 8; i++) {
        value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
      }
    }
    return ~value;
  };
  const head = [...gzip.subarray(0, 3), 0x1f, ...gzip.subarray(4, 10), 3, 0, 1, 2, 3, 0x6e, 0, 0x63, 0x64, 0];
  const checksum = crc(head) & 0xffff;
  const whole = new Uint8Array([...head, checksum & 0xff, checksum >> 8, ...gzip.subarray(10)]);
  for (const size of [1, 5, whole.length]) {
    assertEquals(new TextDecoder().decode(await decompress("gzip", ...inPieces(whole, size))), "hello");
  }
  whole[head.length] ^= 1;
  await assertRejects(decompress("gzip", whole), TypeError, "checksum");
  const empty = new Uint8Array([...gzip.subarray(0, 3), 4, ...gzip.subarray(4, 10), 0, 0, ...gzip.subarray(10)]);
  assertEquals(new TextDecoder().decode(await decompress("gzip", empty)), "hello");
});

test("the output of a bomb waits for the reader", async () => {
  const zeros = new Uint8Array(1_000_000);
  const bomb = await compress("deflate", ...Array.from({ length: 40 }, () => zeros));
  assert(bomb.length < 100_000, `${bomb.length}`);
  const stream = new DecompressionStream("deflate");
  const writer = stream.writable.getWriter();
  let isWritten = false;
  const writing = writer.write(bomb).then(() => {
    isWritten = true;
  });
  const reader = stream.readable.getReader();
  let total = 0;
  for (let i = 0; i < 100; i++) {
    const { value } = await reader.read();
    assert(value.length <= 65_536);
    total += value.length;
  }
  assert(!isWritten, "forty megabytes were decompressed for a reader of six");
  await reader.cancel();
  await writing;
  assert(total < 10_000_000);
});

test("the worker may change its bytes while output waits", async () => {
  const bomb = await compress("gzip", ...Array.from({ length: 80 }, () => crypto.getRandomValues(new Uint8Array(60_000))));
  const zeros = await compress("gzip", new Uint8Array(8_000_000));
  const chunk = bomb.slice();
  const stream = new DecompressionStream("gzip");
  const writer = stream.writable.getWriter();
  const writing = writer.write(chunk);
  const reader = stream.readable.getReader();
  let total = (await reader.read()).value.length;
  chunk.fill(0);
  writing.then(() => writer.close(), () => {});
  for (let result = await reader.read(); !result.done; result = await reader.read()) {
    total += result.value.length;
  }
  assertEquals(total, 80 * 60_000);
  assertEquals((await decompress("gzip", zeros)).length, 8_000_000);
});

test("more streams one after another than may be open at once", async () => {
  for (let i = 0; i < 200; i++) {
    const stream = new CompressionStream("gzip");
    const writer = stream.writable.getWriter();
    const reading = stream.readable.getReader();
    writer.write(new Uint8Array(10)).catch(() => {});
    if (i % 2 === 0) {
      await reading.read();
      await writer.abort("enough").catch(() => {});
    } else {
      await reading.read();
      await reading.cancel("enough");
    }
  }
});

test("too many streams at once", async () => {
  const kept = [];
  await assertRejects(async () => {
    for (let i = 0; i < 200; i++) {
      const stream = new CompressionStream("gzip");
      stream.writable.getWriter().write(new Uint8Array(10)).catch(() => {});
      const reader = stream.readable.getReader();
      kept.push(reader);
      await reader.read();
    }
  }, "QuotaExceededError");
  await Promise.allSettled(kept.map((reader) => reader.cancel()));
});

test("a response body through both", async () => {
  const body = new Response(text).body.pipeThrough(new CompressionStream("gzip")).pipeThrough(new DecompressionStream("gzip"));
  assertEquals(await new Response(body).text(), text);
});
