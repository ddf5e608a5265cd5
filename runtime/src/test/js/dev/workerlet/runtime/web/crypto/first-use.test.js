import { test, assertEquals } from "/harness.js";

// What crypto.subtle needs is loaded with the first call, by when a worker may have replaced every built-in.

const holders = [
  Array.prototype, ArrayBuffer.prototype, Function.prototype, Map.prototype, Number.prototype, Promise.prototype,
  RegExp.prototype, Set.prototype, String.prototype, Uint8Array, Uint8Array.prototype, Object, Array, ArrayBuffer, JSON,
  Math, Number, Promise, Reflect, String, Object.getPrototypeOf(Uint8Array.prototype),
];
const kept = new Set(["constructor", "prototype", "name", "length", "caller", "arguments", Symbol.hasInstance]);
const { defineProperty, getOwnPropertyDescriptor } = Object;
const { ownKeys } = Reflect;

/** Makes every method and accessor throw; gives back what puts them in place again. */
function sabotage() {
  const saved = [];
  let count = 0;
  for (const holder of holders) {
    for (const key of ownKeys(holder)) {
      const descriptor = getOwnPropertyDescriptor(holder, key);
      if (!kept.has(key) && descriptor.configurable) {
        saved[count++] = { holder, key, descriptor, isMethod: typeof descriptor.value === "function" };
      }
    }
  }
  const broken = () => {
    throw new Error("a replaced built-in was called");
  };
  for (let i = 0; i < count; i++) {
    const { holder, key, isMethod } = saved[i];
    defineProperty(holder, key, isMethod ? { value: broken } : { get: broken, configurable: true });
  }
  return () => {
    for (let i = 0; i < count; i++) {
      defineProperty(saved[i].holder, saved[i].key, saved[i].descriptor);
    }
  };
}

/** An iterable of one item that needs no built-in. */
function once(item) {
  return {
    [Symbol.iterator]() {
      let done = false;
      return {
        next() {
          const result = { done, value: item };
          done = true;
          return result;
        },
      };
    },
  };
}

test("scripts load and work among broken built-ins", async () => {
  const { subtle } = crypto;
  const bytes = new Uint8Array(16);
  const hash = "SHA-256";
  const [encrypt, sign, deriveBits, decapsulateBits] = ["encrypt", "sign", "deriveBits", "decapsulateBits"].map(once);
  const exponent = new Uint8Array([1, 0, 1]);
  const names = [];
  const restore = sabotage();
  let results;
  try {
    results = [
      subtle.digest(hash, bytes),
      subtle.importKey("raw", bytes, "AES-GCM", true, encrypt),
      subtle.importKey("jwk", { kty: "oct", k: "AAAA" }, { name: "HMAC", hash }, true, sign),
      subtle.importKey("raw", bytes, "HKDF", false, deriveBits),
      subtle.generateKey({ name: "ECDSA", namedCurve: "P-256" }, true, sign),
      subtle.generateKey("X25519", true, deriveBits),
      subtle.generateKey({ name: "RSA-PSS", hash, modulusLength: 512, publicExponent: exponent }, true, sign),
      subtle.generateKey("ML-KEM-512", true, decapsulateBits),
      subtle.importKey("raw", bytes, "nonsense", true, encrypt),
    ];
  } finally {
    restore();
  }
  for (const result of await Promise.allSettled(results)) {
    const { value, reason } = result;
    names.push(reason?.name ?? value.algorithm?.name ?? value.privateKey?.algorithm.name ?? value.byteLength);
  }
  assertEquals(names, [32, "AES-GCM", "HMAC", "HKDF", "ECDSA", "X25519", "RSA-PSS", "ML-KEM-512", "NotSupportedError"]);
});
