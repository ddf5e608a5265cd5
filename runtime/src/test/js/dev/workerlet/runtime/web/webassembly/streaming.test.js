import { assert, assertEquals, assertRejects, assertThrows, test } from "/harness.js";

/** (module (func (export "f") (result i32) i32.const 42)) */
const bytes = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 127, 3, 2, 1, 0, 7, 5, 1, 1, 102, 0, 0, 10, 6, 1, 4, 0, 65, 42, 11,
]);

function response(type = "application/wasm", init = {}, body = bytes) {
  return new Response(body, { headers: type === null ? {} : { "content-type": type }, ...init });
}

test("compileStreaming takes a response, or a promise of one", async () => {
  assert((await WebAssembly.compileStreaming(response())) instanceof WebAssembly.Module);
  assert((await WebAssembly.compileStreaming(Promise.resolve(response("Application/WASM")))) instanceof WebAssembly.Module);
});

test("instantiateStreaming gives module and instance", async () => {
  const { module, instance } = await WebAssembly.instantiateStreaming(response("application/wasm", {}, new Blob([bytes])));
  assert(module instanceof WebAssembly.Module);
  assertEquals(instance.exports.f(), 42);
});

test("a response of another type or status is refused", async () => {
  for (const type of [null, "", "text/wasm", "application/wasm;", "application/wasm;a=b"]) {
    await assertRejects(WebAssembly.compileStreaming(response(type)), TypeError, "MIME type");
  }
  await assertRejects(WebAssembly.compileStreaming(response(undefined, { status: 404 })), TypeError, "status");
  const used = response();
  await used.text();
  await assertRejects(WebAssembly.instantiateStreaming(used), TypeError);
});

test("what is no response is refused", async () => {
  for (const value of [undefined, {}, bytes, Response.prototype]) {
    await assertRejects(WebAssembly.compileStreaming(value), TypeError);
  }
  await assertRejects(WebAssembly.compileStreaming(Promise.reject(new RangeError("mine"))), RangeError);
});

test("bad code is a CompileError", async () => {
  const body = new Uint8Array([1, 2, 3, 4]);
  await assertRejects(WebAssembly.compileStreaming(response(undefined, {}, body)), WebAssembly.CompileError);
});

test("a class that answers instanceof for any object deceives nobody", async () => {
  Object.defineProperty(WebAssembly.Module, Symbol.hasInstance, { value: () => true, configurable: true });
  try {
    const { instance } = await WebAssembly.instantiate(bytes);
    assertEquals(instance.exports.f(), 42);
  } finally {
    delete WebAssembly.Module[Symbol.hasInstance];
  }
});

test("an exception has the members of its interface", () => {
  const tag = new WebAssembly.Tag({ parameters: [] });
  assertEquals(WebAssembly.Exception.length, 2);
  assertEquals(new WebAssembly.Exception(tag, []).stack, undefined);
  assertEquals(typeof new WebAssembly.Exception(tag, [], { traceStack: true }).stack, "string");
  assertThrows(() => WebAssembly.Exception.prototype.stack, TypeError);
});
