import { test, assertEquals, assertRejects } from "/harness.js";
import { fromHex, message, toHex } from "/web/crypto/vectors.js";

const { subtle } = crypto;
const keyBytes = fromHex("000102030405060708090a0b0c0d0e0f");

test("HMAC", async () => {
  const key = await subtle.importKey("raw", keyBytes, { name: "HMAC", hash: "SHA-384" }, true, ["sign", "verify"]);
  const signature = await subtle.sign("HMAC", key, message);
  assertEquals(
    toHex(signature),
    "af708fdff016fb7a9e5b4e9879a2246fb88289d787f1936aabc98f5bb3a58302970eb18b0ded129fc802cf6bc61b7cde",
  );
  assertEquals(await subtle.verify("HMAC", key, signature, message), true);
  assertEquals(await subtle.verify("HMAC", key, new Uint8Array(signature, 1), message), false);
  new Uint8Array(signature)[5] ^= 1;
  assertEquals(await subtle.verify("HMAC", key, signature, message), false);
});

test("HMAC with SHA-3", async () => {
  const key = await subtle.importKey("raw", keyBytes, { name: "HMAC", hash: "SHA3-512" }, true, ["sign"]);
  assertEquals(toHex(await subtle.sign("HMAC", key, message)).slice(0, 32), "dd34d574f747ac5b7abf2a8255508797");
});

test("keys as JsonWebKey", async () => {
  const algorithm = { name: "HMAC", hash: "SHA-256" };
  const key = await subtle.importKey("raw", keyBytes, algorithm, true, ["sign"]);
  const jwk = await subtle.exportKey("jwk", key);
  assertEquals(jwk, { alg: "HS256", ext: true, k: "AAECAwQFBgcICQoLDA0ODw", key_ops: ["sign"], kty: "oct" });
  const imported = (change) => subtle.importKey("jwk", { ...jwk, ...change }, algorithm, true, ["sign"]);
  assertEquals((await imported({})).algorithm, { name: "HMAC", hash: { name: "SHA-256" }, length: 128 });
  for (const change of [{ kty: "RSA" }, { k: "A=" }, { k: "A A" }, { k: "A+/A" }, { k: "" }, { k: undefined },
    { alg: "HS1" }, { use: "enc" }, { key_ops: ["verify"] }, { key_ops: ["sign", "sign"] }, { ext: false }]) {
    await assertRejects(imported(change), "DataError");
  }
  await assertRejects(subtle.importKey("jwk", keyBytes, algorithm, true, ["sign"]), TypeError);
  await assertRejects(subtle.importKey("raw", jwk, algorithm, true, ["sign"]), TypeError);
});

test("lengths", async () => {
  const length = async (hash, given) =>
    (await subtle.generateKey({ name: "HMAC", hash, length: given }, false, ["sign"])).algorithm.length;
  assertEquals([await length("SHA-1"), await length("SHA-512"), await length("SHA-1", 20)], [512, 1024, 20]);
  await assertRejects(length("SHA-1", 0), "OperationError");
  await assertRejects(length("SHA-1", -1), TypeError);
  const imported = (given) =>
    subtle.importKey("raw", keyBytes, { name: "HMAC", hash: "SHA-1", length: given }, false, ["sign"]);
  assertEquals((await imported(121)).algorithm.length, 121);
  await assertRejects(imported(120), "DataError");
  await assertRejects(imported(129), "DataError");
});

test("KMAC, NIST's samples", async () => {
  const bytes = Uint8Array.from({ length: 32 }, (_, i) => 0x40 + i);
  const data = new Uint8Array([0, 1, 2, 3]);
  const key = await subtle.importKey("raw-secret", bytes, "KMAC128", false, ["sign", "verify"]);
  const plain = { name: "KMAC128", length: 256 };
  const custom = { ...plain, customization: new TextEncoder().encode("My Tagged Application") };
  const signature = await subtle.sign(plain, key, data);
  assertEquals(toHex(signature), "e5780b0d3ea6f7d3a429c5706aa43a00fadbd7d49628839e3187243f456ee14e");
  assertEquals(
    toHex(await subtle.sign(custom, key, data)),
    "3b1fba963cd8b0b59e8c1a6d71888b7143651af8ba0a7070c0979e2811324aa5",
  );
  assertEquals(await subtle.verify(plain, key, signature, data), true);
  assertEquals(await subtle.verify(custom, key, signature, data), false);
});
