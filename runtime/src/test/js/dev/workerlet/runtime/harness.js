// What the platform's own tests are written with. A test module registers its tests as it is
// evaluated; whoever loaded it calls run().

const tests = [];

export function test(name, body) {
  tests.push({ name, body });
}

/** Runs the tests one after another; resolves to [{name, ok, message}]. */
export async function run() {
  const results = [];
  for (const { name, body } of tests) {
    try {
      await body();
      results.push({ name, ok: true, message: "" });
    } catch (error) {
      results.push({ name, ok: false, message: error?.stack ?? String(error) });
    }
  }
  return results;
}

export class AssertionError extends Error {
  name = "AssertionError";
}

export function assert(condition, message = "The condition does not hold") {
  if (!condition) {
    throw new AssertionError(message);
  }
}

export function assertEquals(actual, expected, message = "") {
  const difference = differenceOf(actual, expected, "value");
  if (difference !== null) {
    throw new AssertionError(message === "" ? difference : `${message}: ${difference}`);
  }
}

/** Where two values differ in structure, null when they are alike. */
function differenceOf(actual, expected, path) {
  if (Object.is(actual, expected)) {
    return null;
  }
  const isPair = (value) => typeof value === "object" && value !== null;
  if (!isPair(actual) || !isPair(expected)) {
    return `${path} is ${show(actual)}, expected ${show(expected)}`;
  }
  if (Object.getPrototypeOf(actual) !== Object.getPrototypeOf(expected)) {
    return `${path} is ${show(actual)}, of another class than ${show(expected)}`;
  }
  if (actual instanceof Map || actual instanceof Set) {
    return differenceOf([...actual], [...expected], path);
  }
  if (actual instanceof Date) {
    return differenceOf(actual.getTime(), expected.getTime(), path);
  }
  const actualKeys = Reflect.ownKeys(actual);
  const expectedKeys = Reflect.ownKeys(expected);
  if (actualKeys.length !== expectedKeys.length) {
    return `${path} has the keys ${show(actualKeys.map(String))}, expected ${show(expectedKeys.map(String))}`;
  }
  for (const key of expectedKeys) {
    if (!Object.hasOwn(actual, key)) {
      return `${path} lacks ${String(key)}`;
    }
    const difference = differenceOf(actual[key], expected[key], `${path}.${String(key)}`);
    if (difference !== null) {
      return difference;
    }
  }
  return null;
}

function show(value) {
  const text = describe(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}

function describe(value) {
  if (typeof value === "string") {
    return JSON.stringify(value);
  }
  if (typeof value === "object" && value !== null) {
    try {
      return JSON.stringify(value) ?? Object.prototype.toString.call(value);
    } catch {
      return Object.prototype.toString.call(value);
    }
  }
  return typeof value === "bigint" ? `${value}n` : String(value);
}

/** `expected` is a class or the name of a DOMException; gives the error back. */
function checkError(error, expected, part) {
  if (typeof expected === "string") {
    assert(error instanceof DOMException, `threw ${show(error)}, not a DOMException`);
    assertEquals(error.name, expected);
  } else if (expected !== undefined) {
    assert(error instanceof expected, `threw ${error?.name ?? show(error)}, expected ${expected.name}`);
  }
  if (part !== undefined) {
    assert(error.message.includes(part), `the message ${show(error.message)} lacks ${show(part)}`);
  }
  return error;
}

export function assertThrows(body, expected = undefined, part = undefined) {
  let result;
  try {
    result = body();
  } catch (error) {
    return checkError(error, expected, part);
  }
  throw new AssertionError(`did not throw but returned ${show(result)}`);
}

export async function assertRejects(promise, expected = undefined, part = undefined) {
  let result;
  try {
    result = await (typeof promise === "function" ? promise() : promise);
  } catch (error) {
    return checkError(error, expected, part);
  }
  throw new AssertionError(`did not reject but gave ${show(result)}`);
}
