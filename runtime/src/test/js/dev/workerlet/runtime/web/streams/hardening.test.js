import { test, assert, assertEquals } from "/harness.js";

// A worker may replace every built-in, and may put accessors on the prototypes that everything inherits from. Here both
// stay in place while streams are at work, over many microtasks.

const { defineProperty, getOwnPropertyDescriptor } = Object;
const { ownKeys } = Reflect;

const holders = [
  Array.prototype, ArrayBuffer.prototype, Function.prototype, Map.prototype, Promise.prototype, Set.prototype,
  Uint8Array.prototype, Object.getPrototypeOf(Uint8Array.prototype), DataView.prototype,
  Object.getPrototypeOf([][Symbol.iterator]()), Object.getPrototypeOf(Object.getPrototypeOf(async function* () {}).prototype),
  Object, Array, ArrayBuffer, Math, Number, Promise, Reflect, Uint8Array,
];

/** The classes' own methods: the platform must not find its way to them either. */
const streamHolders = [
  ReadableStream, ReadableStreamDefaultReader, ReadableStreamBYOBReader, ReadableStreamDefaultController,
  ReadableByteStreamController, ReadableStreamBYOBRequest, WritableStream, WritableStreamDefaultWriter,
  WritableStreamDefaultController, TransformStream, TransformStreamDefaultController,
].map((Class) => Class.prototype);

// What `new`, `await` and literals do by themselves is not meant.
const kept = new Set(["constructor", "prototype", "name", "length", "caller", "arguments", "__proto__", Symbol.hasInstance]);

/** Names that the inside of a stream uses: an assignment must not run a worker's setter. */
const names = [
  "next", "value", "size", "head", "tail", "total", "state", "reader", "writer", "controller", "queue", "entries",
  "stream", "readable", "writable", "requests", "closed", "ready", "promise", "resolve", "reject", "status", "deferred",
  "sink", "started", "pulling", "chunk", "buffer", "byteOffset", "byteLength", "reason", "0", "1",
];

function sabotage(extra, setters) {
  const saved = [];
  let count = 0;
  const broken = () => {
    throw new Error("a replaced built-in was called");
  };
  const all = [...holders, ...extra];
  for (const holder of all) {
    for (const key of ownKeys(holder)) {
      const descriptor = getOwnPropertyDescriptor(holder, key);
      if (!kept.has(key) && descriptor.configurable && (typeof descriptor.value === "function" || descriptor.get)) {
        saved[count++] = { holder, key, descriptor };
      }
    }
  }
  for (let i = 0; i < count; i++) {
    const { holder, key, descriptor } = saved[i];
    const isAccessor = descriptor.value === undefined;
    defineProperty(holder, key, isAccessor ? { get: broken, configurable: true } : { value: broken, configurable: true });
  }
  for (let i = 0; i < setters.length; i++) {
    defineProperty(Object.prototype, setters[i], { __proto__: null, set: broken, configurable: true });
  }
  return () => {
    for (let i = 0; i < setters.length; i++) {
      delete Object.prototype[setters[i]];
    }
    for (let i = 0; i < count; i++) {
      defineProperty(saved[i].holder, saved[i].key, saved[i].descriptor);
    }
  };
}

/** Runs an asynchronous body from its first step to its last among broken built-ins. */
async function underSabotage(body, extra = [], setters = names) {
  const restore = sabotage(extra, setters);
  let result;
  let error;
  try {
    result = await body();
  } catch (thrown) {
    error = thrown;
  }
  restore();
  if (error !== undefined) {
    throw error;
  }
  return result;
}

test("a stream's way through a transform", async () => {
  const value = await underSabotage(async () => {
    let i = 0;
    const source = new ReadableStream({
      pull(controller) {
        if (i === 3) controller.close();
        else controller.enqueue(i++);
      },
    });
    const transform = new TransformStream({ transform: (chunk, controller) => controller.enqueue(`${chunk};`) });
    const reader = source.pipeThrough(transform).getReader();
    let text = "";
    for (;;) {
      const step = await reader.read();
      if (step.done) return text;
      text += step.value;
    }
  });
  assertEquals(value, "0;1;2;");
});

test("bytes, BYOB readers and tee", async () => {
  const value = await underSabotage(async () => {
    const stream = new ReadableStream({
      type: "bytes",
      pull(controller) {
        controller.enqueue(new Uint8Array(3));
      },
    });
    const branches = stream.tee();
    const reader = branches[0].getReader({ mode: "byob" });
    const read = await reader.read(new Uint8Array(2));
    const other = await branches[1].getReader().read();
    return `${read.done}${other.done}`;
  });
  assertEquals(value, "falsefalse");
});

test("writing, aborting and errors", async () => {
  const value = await underSabotage(async () => {
    let log = "";
    const writer = new WritableStream({
      write(chunk) {
        log += chunk;
      },
      abort(reason) {
        log += reason;
      },
    }).getWriter();
    await writer.ready;
    await writer.write("a");
    await writer.abort("b");
    try {
      await writer.closed;
    } catch (reason) {
      log += reason;
    }
    return log;
  });
  assertEquals(value, "abb");
});

test("iterating and making streams from iterators", async () => {
  const value = await underSabotage(async () => {
    let i = 0;
    const iterable = {
      [Symbol.asyncIterator]: () => ({ next: () => ({ done: i === 2, value: i++ }) }),
    };
    let text = "";
    for await (const chunk of ReadableStream.from(iterable)) {
      text += chunk;
    }
    return text;
  });
  assertEquals(value, "01");
});

test("the platform reads bodies without what a worker sees of streams", async () => {
  const source = () => {
    let i = 0;
    return new ReadableStream({
      pull(controller) {
        if (i++ < 2) enqueue(controller);
        else close(controller);
      },
    });
  };
  const { prototype } = ReadableStreamDefaultController;
  const enqueue = ((method) => (controller) => call(method, controller, new Uint8Array(2)))(prototype.enqueue);
  const close = ((method) => (controller) => call(method, controller))(prototype.close);
  const lengths = await underSabotage(async () => {
    const response = new Response(source());
    const clone = response.clone();
    const text = await response.text();
    const bytes = await clone.arrayBuffer();
    const request = new Request("http://example.com/", { method: "POST", body: source(), duplex: "half" });
    const moved = await new Request(request).text();
    return { text, bytes, moved };
  }, streamHolders, []);
  assertEquals([lengths.text.length, lengths.bytes.byteLength, lengths.moved.length], [4, 4, 4]);
});

const { apply } = Reflect;
function call(method, receiver, ...given) {
  return apply(method, receiver, given);
}

test("a then that a worker puts on Object.prototype sees no chunk of the platform's", async () => {
  const seen = [];
  const source = new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array(1));
      controller.close();
    },
  });
  const sink = new WritableStream();
  defineProperty(Object.prototype, "then", {
    get() {
      seen[seen.length] = this;
      return undefined;
    },
    configurable: true,
  });
  const piped = source.pipeThrough(new TransformStream()).pipeTo(sink);
  try {
    await piped;
  } finally {
    delete Object.prototype.then;
  }
  assert(seen.every((value) => !(value instanceof Uint8Array)));
});

test("a then on Object.prototype puts nothing into a body", async () => {
  const response = new Response(new ReadableStream({
    start(controller) {
      controller.enqueue(new Uint8Array([104, 105]));
      controller.close();
    },
  }));
  Object.prototype.then = (resolve) => {
    delete Object.prototype.then;
    resolve({ done: false, value: new Uint8Array([120]) });
  };
  let text;
  try {
    text = await response.text();
  } finally {
    delete Object.prototype.then;
  }
  assertEquals(text, "hi");
});

test("a body has memory of its own", async () => {
  const chunk = new Uint8Array([104, 105]);
  const make = (...chunks) => new Response(new ReadableStream({
    start(controller) {
      chunks.forEach((each) => controller.enqueue(each));
      controller.close();
    },
  }));
  assert((await make(chunk).bytes()) !== chunk);
  assert((await make(chunk).arrayBuffer()) !== chunk.buffer);
  assertEquals(await make(chunk, new Uint8Array(0), chunk, chunk).text(), "hihihi");
  assertEquals(Reflect.ownKeys(await make(chunk).bytes()), ["0", "1"]);
});
