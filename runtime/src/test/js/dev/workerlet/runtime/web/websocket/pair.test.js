import { test, assert, assertEquals, assertThrows } from "/harness.js";

const heard = (socket, type) => new Promise((resolve) => socket.addEventListener(type, resolve, { once: true }));

function accepted() {
  const pair = new WebSocketPair();
  pair[0].accept();
  pair[1].accept();
  return Object.values(pair);
}

test("a pair has two WebSockets", () => {
  const pair = new WebSocketPair();
  assertEquals(Object.keys(pair), ["0", "1"]);
  assertEquals(Object.prototype.toString.call(pair), "[object WebSocketPair]");
  for (const socket of Object.values(pair)) {
    assert(socket instanceof WebSocket && socket instanceof EventTarget);
    const { readyState, bufferedAmount, url, protocol, extensions, binaryType } = socket;
    assertEquals([readyState, bufferedAmount, url, protocol, extensions, binaryType], [1, 0, "", "", "", "arraybuffer"]);
  }
  assertThrows(() => WebSocketPair(), TypeError);
});

test("messages go to the other end, in order, each as a task", async () => {
  const [a, b] = accepted();
  const got = [];
  b.onmessage = ({ data, origin, isTrusted }) => {
    got.push(typeof data === "string" ? data : new Uint8Array(data).join(), origin, isTrusted);
    Promise.resolve().then(() => got.push("microtask"));
  };
  const bytes = new Uint8Array([1, 2]);
  a.send("täxt\ud800");
  a.send(bytes);
  bytes[0] = 9;
  a.send(new Blob(["ab"]));
  a.send("");
  a.send(5);
  assertEquals(got, []);
  assert(a.bufferedAmount > 0);
  a.close();
  await heard(b, "close");
  assertEquals(
    got.filter((value) => value !== "microtask"),
    ["täxt\ufffd", "", true, "1,2", "", true, "97,98", "", true, "", "", true, "5", "", true],
  );
  assertEquals(got[3], "microtask");
  assertEquals(a.bufferedAmount, 0);
});

test("binaryType may be blob", async () => {
  const [a, b] = accepted();
  b.binaryType = "blob";
  a.send(new Uint8Array(3));
  const { data } = await heard(b, "message");
  assert(data instanceof Blob);
  assertEquals(data.size, 3);
});

test("messages wait until they are accepted", async () => {
  const { 0: a, 1: b } = new WebSocketPair();
  assertThrows(() => b.send("early"), TypeError);
  a.accept();
  a.accept();
  a.send("1");
  a.send("2");
  let count = 0;
  b.onmessage = () => count++;
  await new Promise((resolve) => setTimeout(resolve, 5));
  assertEquals(count, 0);
  b.accept();
  await new Promise((resolve) => setTimeout(resolve, 5));
  assertEquals(count, 2);
});

test("close is answered by the other end", async () => {
  const [a, b] = accepted();
  const seen = [];
  for (const [name, socket] of [["a", a], ["b", b]]) {
    socket.onclose = ({ code, reason, wasClean, type }) => seen.push(name, type, code, reason, wasClean, socket.readyState);
    socket.onerror = () => seen.push("error");
  }
  a.close(3001, "grüße");
  assertEquals([a.readyState, b.readyState], [2, 1]);
  a.close();
  await heard(a, "close");
  assertEquals(seen, ["b", "close", 3001, "grüße", true, 3, "a", "close", 3001, "grüße", true, 3]);
  assertThrows(() => a.send("late"), TypeError);
  assertThrows(() => b.send("late"), TypeError);
  b.close(1000, "again");
});

test("both may close at once", async () => {
  const [a, b] = accepted();
  const codes = [];
  a.onclose = b.onclose = ({ code }) => codes.push(code);
  a.close(4001);
  b.close();
  await Promise.all([heard(a, "close"), heard(b, "close")]);
  assertEquals(codes.sort(), [1005, 4001]);
});

test("close takes the codes that a server may send", () => {
  const [a] = accepted();
  for (const code of [0, 999, 1004, 1005, 1006, 1015, 1016, 2999, 5000, 65536 + 5]) {
    assertThrows(() => a.close(code), "InvalidAccessError");
  }
  assertThrows(() => a.close(1000, "ä".repeat(62)), "SyntaxError");
  for (const code of [1000, 1001, 1011, 1014, 3000, 4999]) {
    accepted()[0].close(code, "ok");
  }
});

test("too much that waits fails both", async () => {
  const [a, b] = accepted();
  const seen = [];
  for (const socket of [a, b]) socket.addEventListener("error", () => seen.push("error"));
  const megabyte = new Uint8Array(1024 * 1024);
  for (let i = 0; i < 16; i++) a.readyState === 1 && a.send(megabyte);
  assertEquals(a.readyState, 2);
  const { code, wasClean } = await heard(a, "close");
  assertEquals([code, wasClean], [1006, false]);
  if (b.readyState !== 3) await heard(b, "close");
  assertEquals(seen, ["error", "error"]);
});

test("a WebSocket of the network is not accepted", () => {
  const socket = new WebSocket("ws://127.0.0.1/");
  socket.onclose = socket.onerror = null;
  assertThrows(() => socket.accept(), TypeError);
  socket.close();
});

test("a Response takes a WebSocket along with the status 101", () => {
  const { 0: client } = new WebSocketPair();
  const response = new Response(null, { status: 101, webSocket: client, headers: { "x-a": "b" } });
  assertEquals([response.status, response.ok, response.body, response.headers.get("x-a")], [101, false, null, "b"]);
  assert(response.webSocket === client);
  assertEquals(new Response().webSocket, null);
  assertEquals(new Response(null, { webSocket: null }).webSocket, null);
  assertThrows(() => response.clone(), TypeError);
  assertThrows(() => new Response(null, { status: 101 }), RangeError);
  assertThrows(() => new Response(null, { status: 101, webSocket: undefined }), RangeError);
  assertThrows(() => new Response(null, { webSocket: client }), RangeError);
  assertThrows(() => new Response("body", { status: 101, webSocket: client }), TypeError);
  assertThrows(() => new Response(null, { status: 101, webSocket: {} }), TypeError);
  assertThrows(() => new Response(null, { status: 100, webSocket: client }), RangeError);
});
