import { test, assert, assertEquals, assertRejects, assertThrows } from "/harness.js";
import { fromHex, message, toHex } from "/web/crypto/vectors.js";

const { subtle } = crypto;
const keyBytes = fromHex("000102030405060708090a0b0c0d0e0f");

function importKey(usages = ["decrypt", "encrypt", "decrypt"], extractable = true) {
  return subtle.importKey("raw", keyBytes, "aes-cbc", extractable, usages);
}

test("a key shows cached copies of what it is", async () => {
  const key = await importKey();
  assertEquals([key.type, key.extractable, key.usages], ["secret", true, ["encrypt", "decrypt"]]);
  assertEquals(key.algorithm, { name: "AES-CBC", length: 128 });
  assert(key.algorithm === key.algorithm && key.usages === key.usages);
  key.algorithm.name = "AES-GCM";
  key.usages.length = 0;
  await subtle.encrypt({ name: "AES-CBC", iv: keyBytes }, key, message);
});

test("shape", () => {
  assertThrows(() => new CryptoKey(), TypeError);
  assertThrows(() => new SubtleCrypto(), TypeError);
  assertThrows(() => CryptoKey.prototype.type, TypeError);
  assertThrows(() => Crypto.prototype.subtle, TypeError);
  assert(crypto.subtle === crypto.subtle && crypto.subtle instanceof SubtleCrypto);
  assertEquals([subtle.importKey.length, subtle.deriveBits.length, subtle.unwrapKey.length], [5, 2, 7]);
});

test("structuredClone keeps a key", async () => {
  const key = await importKey(["encrypt"], false);
  const { copy } = structuredClone({ copy: key });
  assert(copy instanceof CryptoKey && copy !== key && !copy.extractable);
  const algorithm = { name: "AES-CBC", iv: keyBytes };
  assertEquals(
    toHex(await subtle.encrypt(algorithm, copy, message)),
    toHex(await subtle.encrypt(algorithm, key, message)),
  );
});

test("wrapping as JSON", async () => {
  const key = await importKey(["wrapKey", "unwrapKey", "decrypt"]);
  const algorithm = { name: "AES-CBC", iv: keyBytes };
  const hmac = { name: "HMAC", hash: "SHA-256" };
  const wrapped = await subtle.wrapKey("jwk", await subtle.generateKey(hmac, true, ["sign"]), key, algorithm);
  const text = new TextDecoder().decode(await subtle.decrypt(algorithm, key, wrapped));
  assertEquals(JSON.parse(text).alg, "HS256");
  const unwrapped = await subtle.unwrapKey("jwk", wrapped, key, algorithm, hmac, false, ["sign"]);
  assertEquals([unwrapped.type, unwrapped.extractable, unwrapped.usages], ["secret", false, ["sign"]]);
  await assertRejects(subtle.unwrapKey("jwk", wrapped, key, algorithm, hmac, false, ["verify"]), "DataError");
  const closed = await subtle.generateKey(hmac, false, ["sign"]);
  await assertRejects(subtle.wrapKey("raw", closed, key, algorithm), "InvalidAccessError");
});

test("what is unwrapped must be a key", async () => {
  const key = await importKey(["encrypt", "unwrapKey"]);
  const algorithm = { name: "AES-CBC", iv: keyBytes };
  for (const text of ["", "null", "[]", "{}", '{"kty":"RSA"}', '{"kty":"oct","k":1.5}', '{"kty":"oct","k":{}}',
    '{"kty":"oct","k":"AAAA","key_ops":"sign"}']) {
    const wrapped = await subtle.encrypt(algorithm, key, new TextEncoder().encode(text));
    const hmac = { name: "HMAC", hash: "SHA-256" };
    await assertRejects(subtle.unwrapKey("jwk", wrapped, key, algorithm, hmac, true, ["sign"]), "DataError");
  }
});

test("checks come in the standard's order", async () => {
  const key = await importKey(["encrypt"]);
  const log = [];
  const algorithm = {
    get name() {
      log.push("name");
      return "AES-CBC";
    },
    get iv() {
      log.push("iv");
      return keyBytes;
    },
  };
  await subtle.encrypt(algorithm, key, message);
  assertEquals(log, ["name", "name", "iv"]);
  // the arguments are converted before anything is looked at
  await assertRejects(subtle.encrypt("nonsense", {}, message), TypeError);
  await assertRejects(subtle.importKey("nonsense", keyBytes, "nonsense", true, []), TypeError);
  await assertRejects(subtle.importKey("raw", keyBytes, "nonsense", true, []), "NotSupportedError");
  await assertRejects(subtle.encrypt("AES-CBC", key, message), TypeError);
});

test("supports", () => {
  assert(SubtleCrypto.supports("generateKey", { name: "AES-GCM", length: 256 }));
  assert(!SubtleCrypto.supports("generateKey", { name: "AES-GCM", length: 1 }));
  assert(!SubtleCrypto.supports("fly", "AES-GCM"));
  const hkdf = { name: "HKDF", hash: "SHA-256", salt: keyBytes, info: keyBytes };
  assert(SubtleCrypto.supports("deriveKey", hkdf, { name: "AES-GCM", length: 256 }));
  assert(!SubtleCrypto.supports("deriveKey", hkdf, "Ed25519"));
  assert(SubtleCrypto.supports("deriveBits", hkdf, 8));
  assert(!SubtleCrypto.supports("deriveBits", hkdf));
  assert(SubtleCrypto.supports("wrapKey", "AES-KW", "HMAC"));
  assert(SubtleCrypto.supports("getPublicKey", "Ed25519"));
  assert(!SubtleCrypto.supports("getPublicKey", "HMAC"));
  assert(SubtleCrypto.supports("encapsulateKey", "ML-KEM-768", { name: "AES-KW", length: 256 }));
  assertThrows(() => SubtleCrypto.supports("digest"), TypeError);
});
