import { test, assert, assertEquals } from "/harness.js";

test("import() gives one namespace object", async () => {
  const first = await import("./modules/plain.js");
  assert(first === (await import("/context/../context/modules/plain.js")));
  assertEquals(first.name, "plain");
  assertEquals(Object.prototype.toString.call(first), "[object Module]");
});

test("import.meta tells where a module is", async () => {
  const { meta } = await import("./modules/plain.js");
  assertEquals(import.meta.url, "file:///context/modules.test.js");
  assertEquals(import.meta.main, false);
  assertEquals(meta.url, import.meta.resolve("./modules/plain.js"));
  assert(meta !== import.meta);
  assertEquals(Object.keys(import.meta), ["url", "main", "resolve"]);
});

test("import() works among built-ins that were replaced", async () => {
  const broken = () => {
    throw new Error("a replaced built-in was called");
  };
  const { defineProperty, getOwnPropertyDescriptor } = Object;
  const { ownKeys } = Reflect;
  const kept = ["constructor", "prototype", "name", "length", "caller", "arguments", "__proto__"];
  const saved = [];
  let count = 0;
  for (const holder of [Map.prototype, String.prototype, Array.prototype, Object, JSON, Promise, Reflect, Number, Math]) {
    for (const key of ownKeys(holder)) {
      const descriptor = getOwnPropertyDescriptor(holder, key);
      if (kept.includes(key) || !descriptor.configurable || typeof descriptor.value !== "function") continue;
      saved[count++] = { holder, key, descriptor };
    }
  }
  for (let i = 0; i < count; i++) {
    defineProperty(saved[i].holder, saved[i].key, { value: broken, configurable: true, writable: true });
  }
  let json;
  let script;
  let missing;
  let resolved;
  let deferred;
  try {
    json = await import("./modules/data.json", { with: { type: "json" } });
    script = await import("./modules/late.js");
    resolved = import.meta.resolve("./x.js");
    try {
      await import("./modules/missing.js");
    } catch (error) {
      missing = error;
    }
    try {
      await import.defer("./modules/late.js");
    } catch (error) {
      deferred = error;
    }
  } finally {
    for (let i = 0; i < count; i++) defineProperty(saved[i].holder, saved[i].key, saved[i].descriptor);
  }
  assertEquals(json.default, { answer: 42 });
  assertEquals(script.default, "late");
  assertEquals(resolved, "file:///context/x.js");
  assert(missing instanceof TypeError, String(missing));
  assert(deferred instanceof SyntaxError, String(deferred));
});

test("a module that fails does so again, with the same error", async () => {
  const errors = [];
  for (let i = 0; i < 2; i++) await import("./modules/fails.js").catch((error) => errors.push(error));
  assertEquals(errors[0].message, "fails");
  assert(errors[0] === errors[1]);
});

test("a long specifier is refused", async () => {
  let thrown;
  await import(`./${"x".repeat(5000)}.js`).catch((error) => (thrown = error));
  assert(thrown instanceof TypeError);
  assert(thrown.message.includes("4096"));
});
