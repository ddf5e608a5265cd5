import { test, assert, assertEquals } from "/harness.js";
import { fromBase64, fromHex, message, toHex, vectors } from "/web/crypto/vectors.js";

// A worker may put anything on a prototype; results stay the same, and what a key holds is never handed to it.

const { defineProperty, getOwnPropertyDescriptor } = Object;
const { subtle } = crypto;
const keyBytes = fromHex("000102030405060708090a0b0c0d0e0f");

/** Runs the body while each of the properties [holder, key, descriptor] is in place. */
async function withProperties(properties, body) {
  const saved = properties.map(([holder, key]) => [holder, key, getOwnPropertyDescriptor(holder, key)]);
  for (const [holder, key, descriptor] of properties) {
    defineProperty(holder, key, { __proto__: null, configurable: true, ...descriptor });
  }
  try {
    return await body();
  } finally {
    for (const [holder, key, descriptor] of saved) {
      if (descriptor === undefined) {
        delete holder[key];
      } else {
        defineProperty(holder, key, descriptor);
      }
    }
  }
}

/** Getters on Object.prototype for every member that a dictionary or a JsonWebKey could have. */
function poisonedMembers() {
  const names = ["hash", "length", "iv", "counter", "additionalData", "tagLength", "label", "saltLength", "context",
    "namedCurve", "kty", "k", "key_ops", "ext", "use", "alg", "d", "oth", "priv", "publicKeyOf", "requireSupport"];
  return names.map((name) => [Object.prototype, name, { get: () => "poison", set() {} }]);
}

test("members on Object.prototype do not count for names alone, nor for unwrapped keys", async () => {
  const key = await subtle.importKey("raw", keyBytes, "AES-KW", true, ["wrapKey", "unwrapKey"]);
  const inner = await subtle.importKey("raw", keyBytes, { name: "AES-CBC" }, true, ["encrypt"]);
  const oaep = await subtle.importKey("pkcs8", fromBase64(vectors.rsa.pkcs8), { name: "RSA-OAEP", hash: "SHA-256" },
    false, ["decrypt"]);
  const cbc = await subtle.importKey("raw", keyBytes, "AES-CBC", false, ["encrypt", "unwrapKey"]);
  const algorithm = { name: "AES-CBC", iv: keyBytes };
  const json = new TextEncoder().encode('{"kty":"oct","k":"AAECAwQFBgcICQoLDA0ODw"}');
  const wrappedJson = await subtle.encrypt(algorithm, cbc, json);
  await withProperties(poisonedMembers(), async () => {
    const wrapped = await subtle.wrapKey("raw", inner, key, "AES-KW");
    const back = await subtle.unwrapKey("raw", wrapped, key, "AES-KW", "AES-CBC", true, ["encrypt"]);
    assertEquals(toHex(await subtle.exportKey("raw", back)), toHex(keyBytes));
    assertEquals(toHex(await subtle.digest("SHA-1", message)), "dfb4e54f75ea416379bd50f43f4c8857a44fe034");
    const jwk = await subtle.exportKey("jwk", inner);
    assertEquals(Object.keys(jwk), ["alg", "ext", "k", "key_ops", "kty"]);
    const unwrapped = await subtle.unwrapKey("jwk", wrappedJson, cbc, algorithm, "AES-CBC", true, ["encrypt"]);
    assertEquals(toHex(await subtle.exportKey("raw", unwrapped)), toHex(keyBytes));
    assertEquals([...unwrapped.usages], ["encrypt"]);
    assert(oaep.algorithm.hash.name === "SHA-256");
  });
});

test("replaced iterators, methods and statics change nothing", async () => {
  const broken = { value: () => { throw new Error("a replaced built-in was called"); } };
  const { toBase64, fromBase64: decode } = Uint8Array.prototype;
  assert(toBase64 !== undefined && decode === undefined);
  const pair = await subtle.generateKey("Ed25519", true, ["sign", "verify"]);
  let pending;
  await withProperties(
    [[Uint8Array.prototype, "toBase64", broken], [Uint8Array, "fromBase64", broken], [JSON, "parse", broken],
      [JSON, "stringify", broken], [String.prototype, "startsWith", broken], [Array.prototype, "push", broken],
      [Promise, "resolve", broken], [ArrayBuffer.prototype, "slice", broken]],
    () => {
      pending = [subtle.exportKey("jwk", pair.privateKey), subtle.digest("SHA-256", message)];
    },
  );
  const jwk = await pending[0];
  assertEquals([jwk.crv, (await pending[1]).byteLength], ["Ed25519", 32]);
});

test("no key passes through what a worker put on a prototype", async () => {
  const seen = new Set();
  const spy = (value) => {
    seen.add(value);
  };
  const { then } = Promise.prototype;
  const inherited = (key) => [Object.prototype, key, { get() {
    spy(this);
    return undefined;
  } }];
  const setter = (key) => [Array.prototype, key, { set: spy, get: () => undefined }];
  const rsa = { name: "RSA-PSS", hash: "SHA-256", modulusLength: 1024, publicExponent: new Uint8Array([1, 0, 1]) };
  const kek = await subtle.importKey("raw", keyBytes, "AES-KW", false, ["wrapKey", "unwrapKey"]);
  const inner = await subtle.importKey("raw", keyBytes, "AES-KW", true, ["wrapKey"]);
  const wrapped = await subtle.wrapKey("raw", inner, kek, "AES-KW");
  await withProperties(
    [inherited("then"), setter("0"), setter("1"), setter("2"), setter("3"), [Promise.prototype, "then", {
      value(onFulfilled, onRejected) {
        return then.call(this, (value) => {
          spy(value);
          return onFulfilled?.(value);
        }, onRejected);
      },
    }], [Promise.prototype, "constructor", { get() {
      spy(this);
      return Promise;
    } }]],
    async () => {
      await subtle.generateKey(rsa, false, ["sign"]);
      await subtle.generateKey({ name: "ECDH", namedCurve: "P-256" }, false, ["deriveBits"]);
      await subtle.generateKey("X25519", false, ["deriveBits"]);
      await subtle.generateKey("ML-KEM-512", false, ["decapsulateBits"]);
      await subtle.unwrapKey("raw", wrapped, kek, "AES-KW", "AES-CBC", false, ["decrypt"]);
    },
  );
  // the results themselves are asked for `then`, as the standard has it; bytes never are
  const isBytes = (value) => ArrayBuffer.isView(value) || value instanceof ArrayBuffer || value?.bytes !== undefined;
  assertEquals([...seen].filter(isBytes).length, 0);
  assert([...seen].some((value) => value instanceof CryptoKey));
});
