import { test, assertEquals } from "/harness.js";

// A worker may replace the built-ins that bytes and texts are handled with; the streams go on with their own.

const { defineProperty, getOwnPropertyDescriptor } = Object;
const { ownKeys } = Reflect;
const TypedArray = Object.getPrototypeOf(Uint8Array.prototype);
const holders = [ArrayBuffer.prototype, DataView.prototype, String.prototype, RegExp.prototype, TypedArray, Uint8Array.prototype, Math];

function sabotage() {
  const saved = [];
  let count = 0;
  for (const holder of holders) {
    for (const key of ownKeys(holder)) {
      const descriptor = getOwnPropertyDescriptor(holder, key);
      if (key !== "constructor" && key !== Symbol.iterator && descriptor.configurable && typeof (descriptor.value ?? descriptor.get) === "function") {
        saved[count++] = { holder, key, descriptor };
      }
    }
  }
  const broken = () => {
    throw new Error("a replaced built-in was called");
  };
  for (let i = 0; i < count; i++) {
    const isGetter = saved[i].descriptor.get !== undefined;
    defineProperty(saved[i].holder, saved[i].key, isGetter ? { get: broken, configurable: true } : { value: broken, configurable: true, writable: true });
  }
  return () => {
    for (let i = 0; i < count; i++) {
      defineProperty(saved[i].holder, saved[i].key, saved[i].descriptor);
    }
  };
}

async function underSabotage(body) {
  const restore = sabotage();
  try {
    return await body();
  } finally {
    restore();
  }
}

async function pump(stream, chunk) {
  const writer = stream.writable.getWriter();
  writer.write(chunk);
  writer.close();
  const reader = stream.readable.getReader();
  const chunks = [];
  let count = 0;
  for (let result = await reader.read(); !result.done; result = await reader.read()) {
    chunks[count++] = result.value;
  }
  return chunks;
}

test("compression", async () => {
  const input = new TextEncoder().encode("hello");
  const compressed = await underSabotage(() => pump(new CompressionStream("gzip"), input));
  const whole = new Uint8Array(compressed.flatMap((chunk) => [...chunk]));
  const output = await underSabotage(() => pump(new DecompressionStream("gzip"), whole));
  assertEquals(output.map((chunk) => new TextDecoder().decode(chunk)), ["hello"]);
});

test("text coding", async () => {
  const bytes = await underSabotage(() => pump(new TextEncoderStream(), "a\ud83d"));
  assertEquals(bytes.map((chunk) => [...chunk]), [[0x61], [0xef, 0xbf, 0xbd]]);
  const input = new Uint8Array([0x82, 0xa0]);
  const text = await underSabotage(() => pump(new TextDecoderStream("x-sjis", { fatal: true }), input));
  assertEquals(text, ["あ"]);
});

test("legacy decoding when its script is loaded among replaced built-ins", async () => {
  const input = new Uint8Array([0xb0, 0xa1]);
  assertEquals(await underSabotage(() => new TextDecoder(" Korean ").decode(input)), "가");
});
