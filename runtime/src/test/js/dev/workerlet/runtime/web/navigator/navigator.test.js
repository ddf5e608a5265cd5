import { test, assert, assertEquals, assertThrows } from "/harness.js";

test("userAgent", () => {
  assertEquals(navigator.userAgent, "Workerlet");
  assert(navigator instanceof Navigator);
  assertThrows(() => new Navigator(), TypeError);
});

test("the members of WorkerNavigator", () => {
  const { appCodeName, appName, product, language, languages, onLine, hardwareConcurrency } = navigator;
  assertEquals([appCodeName, appName, product], ["Mozilla", "Netscape", "Gecko"]);
  assertEquals([language, languages, onLine, hardwareConcurrency], ["en", ["en"], true, 1]);
  assertEquals([typeof navigator.appVersion, typeof navigator.platform], ["string", "string"]);
  assert(Object.isFrozen(languages) && !("vendor" in navigator));
  assertThrows(() => Object.getOwnPropertyDescriptor(Navigator.prototype, "onLine").get.call({}), TypeError);
});

test("self is the global object", () => {
  assert(self === globalThis);
});
