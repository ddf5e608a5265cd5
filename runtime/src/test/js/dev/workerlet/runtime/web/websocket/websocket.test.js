import { test, assert, assertEquals, assertThrows } from "/harness.js";

// Nothing may be reached from here: each socket fails.
const URL_OF_NOTHING = "ws://127.0.0.1/";

const closed = (socket) => new Promise((resolve) => socket.addEventListener("close", resolve));

test("URLs are checked and written out", async () => {
  const urls = ["ws://h", "WSS://H:443/a b?q", "http://h:80/x", "https://u:p@h/x"];
  const sockets = urls.map((url) => new WebSocket(url));
  assertEquals(
    sockets.map((socket) => socket.url),
    ["ws://h/", "wss://h/a%20b?q", "ws://h/x", "wss://u:p@h/x"],
  );
  sockets.forEach((socket) => socket.close());
  for (const url of ["", "/x", "ftp://h/", "mailto:a", "ws://", "ws://h/#", "ws://h/#f", "ws://a b/"]) {
    assertThrows(() => new WebSocket(url), "SyntaxError");
  }
  assertThrows(() => new WebSocket(), TypeError);
  assertThrows(() => new WebSocket(Symbol()), TypeError);
});

test("protocols are tokens, each given once", () => {
  for (const protocols of ["", "a b", "a,b", "ä", "a\u0000", ["a", "a"], ["a", "A"], ["a", ""], null + " "]) {
    assertThrows(() => new WebSocket(URL_OF_NOTHING, protocols), "SyntaxError");
  }
  for (const protocols of ["a", ["a", "b"], [], undefined, null, new Set(["x"])]) {
    new WebSocket(URL_OF_NOTHING, protocols).close();
  }
});

test("a socket that can't connect fails", async () => {
  const socket = new WebSocket(URL_OF_NOTHING);
  const seen = [];
  for (const type of ["open", "error", "close"]) {
    socket[`on${type}`] = (event) => seen.push([event.type, event.isTrusted, socket.readyState]);
  }
  assertEquals([socket.readyState, socket.bufferedAmount, socket.protocol, socket.extensions], [0, 0, "", ""]);
  assertThrows(() => socket.send("early"), "InvalidStateError");
  const event = await closed(socket);
  assert(event instanceof CloseEvent);
  assertEquals([event.code, event.reason, event.wasClean], [1006, "", false]);
  assertEquals(seen, [["error", true, 3], ["close", true, 3]]);
  socket.send("späte");
  assertEquals(socket.bufferedAmount, 6);
  socket.close();
});

test("close checks code and reason", async () => {
  const socket = new WebSocket(URL_OF_NOTHING);
  for (const code of [0, 999, 1001, 1005, 2999, 5000, null, NaN, "x", 66536]) {
    assertThrows(() => socket.close(code), "InvalidAccessError");
  }
  assertThrows(() => socket.close(1000, "ä".repeat(62)), "SyntaxError");
  assertEquals(socket.readyState, WebSocket.CONNECTING);
  socket.close(1000, "a".repeat(123));
  assertEquals(socket.readyState, WebSocket.CLOSING);
  assertEquals((await closed(socket)).code, 1006);
});

test("binaryType takes its two values", () => {
  const socket = new WebSocket(URL_OF_NOTHING);
  assertEquals(socket.binaryType, "blob");
  socket.binaryType = "arraybuffer";
  socket.binaryType = "other";
  assertEquals(socket.binaryType, "arraybuffer");
  socket.close();
});

test("class shape", () => {
  assertEquals([WebSocket.length, WebSocket.CONNECTING, WebSocket.OPEN, WebSocket.CLOSING, WebSocket.CLOSED], [1, 0, 1, 2, 3]);
  assertEquals(WebSocket.prototype.CLOSED, 3);
  assertThrows(() => WebSocket(URL_OF_NOTHING), TypeError);
  assertThrows(() => WebSocket.prototype.url, TypeError);
  assertThrows(() => WebSocket.prototype.send.call(new EventTarget(), ""), TypeError);
  assertEquals(Object.prototype.toString.call(WebSocket.prototype), "[object WebSocket]");
});

test("CloseEvent", () => {
  const event = new CloseEvent("x", { code: 65537, reason: "\ud800", wasClean: 1, bubbles: true });
  assertEquals([event.type, event.code, event.reason, event.wasClean, event.bubbles], ["x", 1, "\ufffd", true, true]);
  const plain = new CloseEvent("y");
  assertEquals([plain.code, plain.reason, plain.wasClean], [0, "", false]);
  assertThrows(() => new CloseEvent(), TypeError);
  assertThrows(() => new CloseEvent("x", 1), TypeError);
});
