import { assert, assertEquals, assertThrows, test } from "/harness.js";

function read(method, blob, ...rest) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(reader.result);
    reader.onerror = () => reject(reader.error);
    reader[method](blob, ...rest);
  });
}

test("each way of reading gives its result", async () => {
  const blob = new Blob([new Uint8Array([104, 228, 0])], { type: "text/x" });
  assertEquals([...new Uint8Array(await read("readAsArrayBuffer", blob))], [104, 228, 0]);
  assertEquals(await read("readAsBinaryString", blob), "h\u00e4\0");
  assertEquals(await read("readAsDataURL", blob), "data:text/x;base64,aOQA");
  assertEquals(await read("readAsDataURL", new Blob(["a"])), "data:application/octet-stream;base64,YQ==");
  assertEquals(await read("readAsText", blob), "h\ufffd\0");
});

test("text has the encoding of its mark, of the argument, of its type, or UTF-8", async () => {
  const latin = new Uint8Array([0xe4]);
  assertEquals(await read("readAsText", new Blob([latin]), "latin1"), "ä");
  assertEquals(await read("readAsText", new Blob([latin], { type: "text/plain;charset=latin1" })), "ä");
  assertEquals(await read("readAsText", new Blob([latin], { type: "text/plain;charset=latin1" }), "nonsense"), "ä");
  assertEquals(await read("readAsText", new Blob([new Uint8Array([0xfe, 0xff, 0, 65])]), "latin1"), "A");
  assertEquals(await read("readAsText", new Blob(["\ufeffä"]), "latin1"), "ä");
});

test("events come in order, with what is loaded", async () => {
  const events = [];
  const reader = new FileReader();
  const done = new Promise((resolve) => reader.addEventListener("loadend", resolve));
  for (const type of ["loadstart", "progress", "load", "abort", "error", "loadend"]) {
    reader.addEventListener(type, (event) => {
      events.push(`${type} ${event.loaded}/${event.total} ${reader.readyState} ${reader.result}`);
      assert(event instanceof ProgressEvent && event.isTrusted);
    });
  }
  assertEquals([reader.readyState, reader.result, reader.error], [0, null, null]);
  reader.readAsText(new Blob(["abc"]));
  assertEquals([reader.readyState, events.length], [1, 0]);
  await done;
  assertEquals(events, ["loadstart 0/3 1 null", "progress 3/3 1 null", "load 3/3 2 abc", "loadend 3/3 2 abc"]);
});

test("a second read meanwhile is refused, afterwards it is not", async () => {
  const reader = new FileReader();
  reader.readAsText(new Blob(["a"]));
  assertThrows(() => reader.readAsText(new Blob(["b"])), "InvalidStateError");
  const types = [];
  reader.onloadend = () => types.push("loadend");
  await new Promise((resolve) => {
    reader.onload = () => {
      reader.onload = resolve;
      reader.readAsText(new Blob(["c"]));
    };
  });
  assertEquals([reader.result, types.length], ["c", 0]);
});

test("abort ends a read at once, and only one", async () => {
  const types = [];
  const reader = new FileReader();
  for (const type of ["loadstart", "load", "abort", "loadend"]) {
    reader[`on${type}`] = () => types.push(type);
  }
  reader.abort();
  reader.readAsText(new Blob(["a"]));
  reader.abort();
  await new Promise((resolve) => setTimeout(resolve, 20));
  assertEquals([types.join(), reader.readyState, reader.result], ["abort,loadend", 2, null]);
});

test("only blobs are read, and the constants are there", () => {
  const reader = new FileReader();
  assertThrows(() => reader.readAsText("text"), TypeError);
  assertThrows(() => reader.readAsText(), TypeError);
  assertEquals([FileReader.EMPTY, FileReader.LOADING, reader.DONE], [0, 1, 2]);
});

test("a ProgressEvent takes what it is given", () => {
  const event = new ProgressEvent("x", { lengthComputable: 1, loaded: 1.5, total: "2", bubbles: true });
  assertEquals([event.lengthComputable, event.loaded, event.total, event.bubbles], [true, 1.5, 2, true]);
  assertEquals(new ProgressEvent("x").total, 0);
  assertThrows(() => new ProgressEvent("x", { loaded: NaN }), TypeError);
  assertThrows(() => new ProgressEvent(), TypeError);
});
