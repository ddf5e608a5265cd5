// A worker may replace every built-in; the platform goes on with its own. Here each method and
// accessor of the classes below throws while the platform works.

const holders = [
  Array.prototype, ArrayBuffer.prototype, Date.prototype, Error.prototype, Function.prototype, Map.prototype,
  Number.prototype, Promise.prototype, RegExp.prototype, Set.prototype, String.prototype, Uint8Array,
  Uint8Array.prototype, WeakMap.prototype, Object.getPrototypeOf(Uint8Array.prototype),
  Object.getPrototypeOf([][Symbol.iterator]()), Object, Array, ArrayBuffer, JSON, Math, Number, Promise, Reflect, String,
];

// The proposition is about calls, not about what `new`, `await` or a literal do by themselves.
const kept = new Set(["constructor", "prototype", "name", "length", "caller", "arguments", "__proto__", Symbol.hasInstance]);

const { defineProperty, getOwnPropertyDescriptor } = Object;
const { ownKeys } = Reflect;

function sabotage() {
  const saved = [];
  let count = 0;
  for (const holder of holders) {
    for (const key of ownKeys(holder)) {
      const descriptor = getOwnPropertyDescriptor(holder, key);
      if (kept.has(key) || !descriptor.configurable) {
        continue;
      }
      if (typeof descriptor.value === "function" || descriptor.get !== undefined) {
        saved[count++] = [holder, key, descriptor];
      }
    }
  }
  const broken = () => {
    throw new Error("a replaced built-in was called");
  };
  for (let i = 0; i < count; i++) {
    const [holder, key, { value }] = [saved[i][0], saved[i][1], saved[i][2]];
    saved[i].replacement = value === undefined ? { get: broken, configurable: true } : { value: broken, configurable: true, writable: true };
  }
  for (let i = 0; i < count; i++) {
    defineProperty(saved[i][0], saved[i][1], saved[i].replacement);
  }
  return () => {
    for (let i = 0; i < count; i++) {
      defineProperty(saved[i][0], saved[i][1], saved[i][2]);
    }
  };
}

/** Runs the body among broken built-ins; the result is awaited when all is well again. */
export async function underSabotage(body) {
  const restore = sabotage();
  let result;
  try {
    result = body();
  } finally {
    restore();
  }
  return result;
}
