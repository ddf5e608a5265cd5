import { test, assert, assertEquals, assertRejects } from "/harness.js";

// (module (func (export "add") (param i32 i32) (result i32) local.get 0 local.get 1 i32.add))
const ADD = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 7, 1, 96, 2, 127, 127, 1, 127, 3, 2, 1, 0, 7, 7, 1, 3, 97, 100, 100, 0, 0, 10, 9, 1, 7,
  0, 32, 0, 32, 1, 106, 11,
]);

test("compile gives a Module", async () => {
  assert((await WebAssembly.compile(ADD)) instanceof WebAssembly.Module);
});

test("instantiate of bytes gives module and instance", async () => {
  const { module, instance } = await WebAssembly.instantiate(ADD);
  assert(module instanceof WebAssembly.Module);
  assertEquals(instance.exports.add(2, 3), 5);
});

test("instantiate of a module gives an instance", async () => {
  const instance = await WebAssembly.instantiate(new WebAssembly.Module(ADD));
  assertEquals(instance.exports.add(40, 2), 42);
});

test("bad bytes reject with a CompileError", async () => {
  await assertRejects(() => WebAssembly.compile(new Uint8Array([1, 2, 3])), WebAssembly.CompileError);
});
