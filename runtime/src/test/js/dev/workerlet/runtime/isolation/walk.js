// Walks over everything that can be reached from some objects by properties, accessors and prototypes.

const { apply, construct, getOwnPropertyDescriptor, getPrototypeOf, ownKeys } = Reflect;
const toSource = Function.prototype.call.bind(Function.prototype.toString);
const byteLengthOf = Function.prototype.call.bind(
  Object.getOwnPropertyDescriptor(ArrayBuffer.prototype, "byteLength").get,
);

const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";
export const isNative = (value) => typeof value === "function" && /\{ \[native code\] \}\s*$/.test(toSource(value));

function pathOf(path, key) {
  return typeof key === "symbol" ? `${path}[${key.description}]` : `${path}.${key}`;
}

/**
 * Calls `visit(value, path)` for each object and function, and for each string, that is reachable from `roots`, an object of
 * objects by name. Getters are called where `callGetters`, on the object that they were found for.
 */
export function walk(roots, visit, callGetters) {
  const seen = new Set();
  const queue = [];
  const add = (value, path, receiver) => {
    if (typeof value === "string") visit(value, path);
    if (!isObject(value) || seen.has(value)) return;
    seen.add(value);
    queue.push({ value, path, receiver: receiver ?? value });
  };
  for (const name of ownKeys(roots)) add(roots[name], String(name));
  for (let i = 0; i < queue.length; i++) {
    const { value, path, receiver } = queue[i];
    visit(value, path);
    for (const key of ownKeys(value)) {
      const { get, set, value: held } = getOwnPropertyDescriptor(value, key);
      const below = pathOf(path, key);
      add(held, below);
      add(get, `${below}<get>`);
      add(set, `${below}<set>`);
      if (get !== undefined && callGetters) add(called(get, receiver), `${below}()`);
    }
    const prototype = getPrototypeOf(value);
    if (prototype !== null && !seen.has(prototype)) add(prototype, `${path}.__proto__`, receiver);
  }
  return seen.size;
}

function called(get, receiver) {
  try {
    return apply(get, receiver, []);
  } catch (error) {
    return error;
  }
}

/** Whether something of the engine's or the host's memory lies behind a value. */
export function isBuffer(value) {
  if (ArrayBuffer.isView(value) || value instanceof SharedArrayBuffer || value instanceof WebAssembly.Memory) return true;
  try {
    byteLengthOf(value);
    return true;
  } catch {
    return false;
  }
}

/** Whether a script can make an object of a class that it was not given as a global. */
export function canConstruct(value, given) {
  try {
    construct(value, given);
    return true;
  } catch {
    return false;
  }
}
