import { test, assertEquals, assertRejects } from "/harness.js";
import { fromHex, message, toHex } from "/web/crypto/vectors.js";

const { subtle } = crypto;
const keyBytes = fromHex("000102030405060708090a0b0c0d0e0f");
const salt = fromHex("101112131415161718191a1b1c1d1e1f");

function importKey(name, bytes, usages = ["deriveBits", "deriveKey"]) {
  return subtle.importKey("raw-secret", bytes, name, false, usages);
}

test("HKDF", async () => {
  const key = await importKey("HKDF", keyBytes);
  const algorithm = { name: "HKDF", hash: "SHA-256", salt, info: message };
  assertEquals(
    toHex(await subtle.deriveBits(algorithm, key, 320)),
    "969a8551f24ec51198758b64d612dc77c70e12d1fe3a0d5845af8fcaf68da250a29e854eca022a75",
  );
  assertEquals((await subtle.deriveBits(algorithm, key, 0)).byteLength, 0);
  assertEquals((await subtle.deriveBits(algorithm, key, 65_280)).byteLength, 8160);
  for (const length of [undefined, null, 7, 65_288, 4_294_967_288]) {
    await assertRejects(subtle.deriveBits(algorithm, key, length), "OperationError");
  }
});

test("PBKDF2", async () => {
  const algorithm = { name: "PBKDF2", hash: "SHA-512", salt, iterations: 1000 };
  const key = await importKey("PBKDF2", message);
  assertEquals(
    toHex(await subtle.deriveBits(algorithm, key, 320)),
    "164b5ff44405e4016468c91583cc09c1ce4b46f2097a2a39152145dd539f47504526d91a101e2b02",
  );
  const empty = await importKey("PBKDF2", new Uint8Array(0));
  const twice = { name: "PBKDF2", hash: "SHA-1", salt, iterations: 2 };
  assertEquals(toHex(await subtle.deriveBits(twice, empty, 160)), "aca3f27fc4e682c6409af5722bbb824249e39da7");
  await assertRejects(subtle.deriveBits({ ...algorithm, iterations: 0 }, key, 8), "OperationError");
  await assertRejects(subtle.deriveBits(algorithm, key, null), "OperationError");
});

test("Argon2id, RFC 9106", async () => {
  const key = await importKey("Argon2id", new Uint8Array(32).fill(1));
  const algorithm = {
    name: "Argon2id", memory: 32, passes: 3, parallelism: 4, nonce: new Uint8Array(16).fill(2),
    secretValue: new Uint8Array(8).fill(3), associatedData: new Uint8Array(12).fill(4),
  };
  assertEquals(
    toHex(await subtle.deriveBits(algorithm, key, 256)),
    "0d640df58d78766c08c037a34a8b53c9d01ef0452d75b65eb52520e96b01e659",
  );
  for (const change of [{ memory: 31 }, { passes: 0 }, { parallelism: 0 }, { version: 16 }, { memory: 10_000_000 }]) {
    await assertRejects(subtle.deriveBits({ ...algorithm, ...change }, key, 256), "OperationError");
  }
  await assertRejects(subtle.deriveBits(algorithm, key, 16), "OperationError");
});

test("deriveKey", async () => {
  const key = await importKey("HKDF", keyBytes);
  const algorithm = { name: "HKDF", hash: "SHA-256", salt, info: message };
  const derived = (type, usages) => subtle.deriveKey(algorithm, key, type, true, usages);
  const aes = await derived({ name: "AES-GCM", length: 128 }, ["encrypt"]);
  assertEquals(toHex(await subtle.exportKey("raw", aes)), "969a8551f24ec51198758b64d612dc77");
  const hmac = await derived({ name: "HMAC", hash: "SHA-1" }, ["sign"]);
  assertEquals(hmac.algorithm.length, 512);
  await assertRejects(derived({ name: "AES-GCM", length: 100 }, ["encrypt"]), "OperationError");
  await assertRejects(derived({ name: "AES-GCM", length: 128 }, []), "SyntaxError");
  await assertRejects(derived("HKDF", ["deriveBits"]), "OperationError");
  await assertRejects(derived("Ed25519", ["sign"]), "NotSupportedError");
  const bitsOnly = await importKey("HKDF", keyBytes, ["deriveBits"]);
  await assertRejects(
    subtle.deriveKey(algorithm, bitsOnly, { name: "AES-GCM", length: 128 }, true, ["encrypt"]),
    "InvalidAccessError",
  );
});

test("keys for derivation are not extractable", async () => {
  await assertRejects(subtle.importKey("raw", keyBytes, "PBKDF2", true, ["deriveBits"]), "SyntaxError");
  await assertRejects(subtle.importKey("jwk", {}, "HKDF", false, ["deriveBits"]), "NotSupportedError");
  const key = await importKey("HKDF", keyBytes);
  await assertRejects(subtle.exportKey("raw", key), "NotSupportedError");
});
