import { test, assert, assertEquals } from "/harness.js";

const interfaces = [
  "AbortController", "AbortSignal", "Blob", "Crypto", "CryptoKey", "CustomEvent", "DOMException", "ErrorEvent", "Event",
  "EventTarget", "File", "FormData", "Headers", "MessageEvent", "Navigator", "Performance", "PromiseRejectionEvent",
  "QuotaExceededError", "Request", "Response", "SubtleCrypto", "TextDecoder", "TextEncoder", "URL", "URLSearchParams",
];

test("interfaces are writable, configurable and not enumerable globals", () => {
  for (const name of interfaces) {
    const { writable, configurable, enumerable } = Object.getOwnPropertyDescriptor(globalThis, name);
    assertEquals([name, writable, configurable, enumerable], [name, true, true, false]);
  }
});

test("members are enumerable, class strings and names are right", () => {
  for (const name of interfaces) {
    const Interface = globalThis[name];
    assertEquals(Interface.name, name);
    const tag = Object.getOwnPropertyDescriptor(Interface.prototype, Symbol.toStringTag);
    assertEquals(tag, { value: name, writable: false, enumerable: false, configurable: true });
    assertEquals(Object.getOwnPropertyDescriptor(Interface, "prototype").writable, false);
    for (const key of Object.getOwnPropertyNames(Interface.prototype)) {
      const { enumerable, get, value } = Object.getOwnPropertyDescriptor(Interface.prototype, key);
      assertEquals(enumerable, key !== "constructor", `${name}.${key}`);
      if (get !== undefined) {
        assertEquals([get.name, get.length], [`get ${key}`, 0]);
      } else if (typeof value === "function") {
        assertEquals(value.name, key === "constructor" ? name : key);
      }
    }
  }
});

test("instances carry nothing of their own", () => {
  for (const object of [
    new AbortController(), new Blob(), new EventTarget(), new FormData(), new Headers(), new Request("a:b"),
    new Response(), new TextDecoder(), new TextEncoder(), new URL("a:b"), new URLSearchParams(), crypto, performance,
  ]) {
    assertEquals(Reflect.ownKeys(object), []);
  }
});

test("functions are enumerable globals", () => {
  for (const name of ["atob", "btoa", "queueMicrotask", "reportError", "structuredClone"]) {
    const { writable, configurable, enumerable, value } = Object.getOwnPropertyDescriptor(globalThis, name);
    assertEquals([writable, configurable, enumerable, value.name], [true, true, true, name]);
    assert(!Object.hasOwn(value, "prototype"), `${name} is no constructor`);
  }
});
