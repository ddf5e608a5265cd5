import { assertEquals, test } from "/harness.js";

// The worker's own built-ins are replaced for the time of `body`; what the platform does must not change.
async function withPatched(holder, name, value, body) {
  const previous = Object.getOwnPropertyDescriptor(holder, name);
  Object.defineProperty(holder, name, { value, writable: true, configurable: true });
  try {
    return await body();
  } finally {
    if (previous === undefined) delete holder[name];
    else Object.defineProperty(holder, name, previous);
  }
}

const evil = () => {
  throw new Error("a replaced built-in was called");
};

// The first test of the file: scripts that are loaded when they are needed are loaded here.
test("methods that were replaced before the first use are not called", async () => {
  const { getReader } = ReadableStream.prototype;
  const { decode } = TextDecoder.prototype;
  ReadableStream.prototype.getReader = evil;
  TextDecoder.prototype.decode = evil;
  let answer;
  let text;
  try {
    const body = new Blob(["x"]).stream();
    answer = await fetch("http://127.0.0.1/", { method: "POST", body, duplex: "half" }).catch((error) => error.message);
    text = await new Promise((resolve) => {
      const reader = new FileReader();
      reader.onload = () => resolve(reader.result);
      reader.onerror = () => resolve(reader.error.message);
      reader.readAsText(new Blob(["text"]));
    });
  } finally {
    ReadableStream.prototype.getReader = getReader;
    TextDecoder.prototype.decode = decode;
  }
  assertEquals([answer.includes("private address"), text], [true, "text"]);
});

test("fetch calls no built-in that was replaced", async () => {
  const url = URL.createObjectURL(new Blob(["blob"]));
  const file = new Blob(["x"]);
  const patches = [
    [Array.prototype, "push"], [Array.prototype, Symbol.iterator], [Map.prototype, "get"], [String.prototype, "slice"],
    [String.prototype, "startsWith"], [Promise.prototype, "then"], [Promise, "resolve"],
    [Uint8Array, "fromBase64"], [Response.prototype, "ok"], [Request, Symbol.hasInstance],
    [AbortSignal.prototype, "aborted"], [ReadableStream.prototype, "getReader"],
  ];
  for (const [holder, name] of patches) {
    const text = await withPatched(holder, name, evil, async () => {
      const data = await fetch("data:text/plain;base64,aGk=", { headers: { a: "b" } });
      const blob = await fetch(url, { headers: { range: "bytes=0-1" } });
      const reader = new FileReader();
      reader.readAsText(file);
      reader.abort();
      return [await data.text(), await blob.text()];
    });
    assertEquals(text, ["hi", "bl"], String(name));
  }
});

test("setters of Object.prototype see nothing of a request or a response", async () => {
  const names = ["type", "source", "stream", "used", "id", "body", "status", "request", "parts", "promise"];
  for (const name of names) {
    Object.defineProperty(Object.prototype, name, { set: evil, get: () => undefined, configurable: true });
  }
  let text;
  try {
    const response = await fetch("data:,x");
    text = await response.text();
    await new Request("http://example.com/", { method: "POST", body: "y" }).text();
  } finally {
    for (const name of names) delete Object.prototype[name];
  }
  assertEquals(text, "x");
});
