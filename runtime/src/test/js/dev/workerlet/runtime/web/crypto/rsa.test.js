import { test, assert, assertEquals, assertRejects } from "/harness.js";
import { fromBase64, message, toHex, vectors } from "/web/crypto/vectors.js";

const { subtle } = crypto;
const { rsa } = vectors;
const hash = "SHA-256";

function importPrivate(name, usages, extractable = false) {
  return subtle.importKey("pkcs8", fromBase64(rsa.pkcs8), { name, hash }, extractable, usages);
}

function importPublic(name, usages) {
  return subtle.importKey("spki", fromBase64(rsa.spki), { name, hash }, true, usages);
}

test("RSASSA-PKCS1-v1_5", async () => {
  const name = "RSASSA-PKCS1-v1_5";
  const signature = await subtle.sign(name, await importPrivate(name, ["sign"]), message);
  assertEquals(toHex(signature), toHex(fromBase64(rsa.signature)));
  const key = await importPublic(name, ["verify"]);
  assertEquals(await subtle.verify(name, key, signature, message), true);
  assertEquals(await subtle.verify(name, key, new Uint8Array(signature, 0, 20), message), false);
  assertEquals(await subtle.verify(name, key, signature, message.subarray(1)), false);
});

test("RSA-PSS", async () => {
  const algorithm = { name: "RSA-PSS", saltLength: 20 };
  const publicKey = await importPublic("RSA-PSS", ["verify"]);
  const privateKey = await importPrivate("RSA-PSS", ["sign"]);
  assertEquals(await subtle.verify(algorithm, publicKey, fromBase64(rsa.pss), message), true);
  const other = { name: "RSA-PSS", saltLength: 0 };
  assertEquals(await subtle.verify(other, publicKey, fromBase64(rsa.pss), message), false);
  for (const saltLength of [0, 32, 94]) {
    const signature = await subtle.sign({ name: "RSA-PSS", saltLength }, privateKey, message);
    assertEquals(await subtle.verify({ name: "RSA-PSS", saltLength }, publicKey, signature, message), true);
  }
  for (const saltLength of [95, 4_294_967_295]) {
    await assertRejects(subtle.sign({ name: "RSA-PSS", saltLength }, privateKey, message), "OperationError");
    assertEquals(await subtle.verify({ name: "RSA-PSS", saltLength }, publicKey, message, message), false);
  }
  await assertRejects(subtle.sign("RSA-PSS", privateKey, message), TypeError);
});

test("RSA-OAEP", async () => {
  const algorithm = { name: "RSA-OAEP", label: new TextEncoder().encode("l") };
  const privateKey = await importPrivate("RSA-OAEP", ["decrypt"]);
  const publicKey = await importPublic("RSA-OAEP", ["encrypt"]);
  assertEquals(toHex(await subtle.decrypt(algorithm, privateKey, fromBase64(rsa.oaep))), toHex(message));
  const ciphertext = await subtle.encrypt("RSA-OAEP", publicKey, message);
  assertEquals(toHex(await subtle.decrypt("RSA-OAEP", privateKey, ciphertext)), toHex(message));
  await assertRejects(subtle.decrypt(algorithm, privateKey, ciphertext), "OperationError");
  await assertRejects(subtle.encrypt("RSA-OAEP", publicKey, new Uint8Array(63)), "OperationError");
});

test("every format gives the same key back", async () => {
  const key = await importPrivate("RSA-PSS", ["sign"], true);
  assertEquals(toHex(await subtle.exportKey("pkcs8", key)), toHex(fromBase64(rsa.pkcs8)));
  const jwk = await subtle.exportKey("jwk", key);
  assertEquals([jwk.kty, jwk.alg, jwk.e, jwk.key_ops, jwk.ext], ["RSA", "PS256", "AQAB", ["sign"], true]);
  const again = await subtle.importKey("jwk", jwk, { name: "RSA-PSS", hash }, true, ["sign"]);
  assertEquals(toHex(await subtle.exportKey("pkcs8", again)), toHex(fromBase64(rsa.pkcs8)));
  const publicKey = await subtle.getPublicKey(again, ["verify"]);
  assertEquals(toHex(await subtle.exportKey("spki", publicKey)), toHex(fromBase64(rsa.spki)));
  const publicJwk = await subtle.exportKey("jwk", publicKey);
  assertEquals(Object.keys(publicJwk), ["alg", "e", "ext", "key_ops", "kty", "n"]);
  await subtle.importKey("jwk", publicJwk, { name: "RSA-PSS", hash }, true, ["verify"]);
});

test("keys that are none", async () => {
  const algorithm = { name: "RSA-PSS", hash };
  const jwk = await subtle.exportKey("jwk", await importPrivate("RSA-PSS", ["sign"], true));
  for (const change of [{ p: jwk.q, q: jwk.q }, { qi: undefined }, { alg: "PS1" }, { e: "A=" }]) {
    await assertRejects(subtle.importKey("jwk", { ...jwk, ...change }, algorithm, true, ["sign"]), "DataError");
  }
  await assertRejects(subtle.importKey("jwk", { ...jwk, oth: [] }, algorithm, true, ["sign"]), "NotSupportedError");
  const spki = fromBase64(rsa.spki);
  await assertRejects(subtle.importKey("spki", spki.subarray(1), algorithm, true, ["verify"]), "DataError");
  await assertRejects(subtle.importKey("spki", new Uint8Array([...spki, 0]), algorithm, true, ["verify"]), "DataError");
  await assertRejects(subtle.importKey("pkcs8", spki, algorithm, true, ["sign"]), "DataError");
  await assertRejects(subtle.importKey("pkcs8", spki, algorithm, true, ["verify"]), "SyntaxError");
  await assertRejects(subtle.importKey("raw", spki, algorithm, true, ["verify"]), "NotSupportedError");
});

test("generateKey", async () => {
  const publicExponent = new Uint8Array([1, 0, 1]);
  const algorithm = { name: "RSA-OAEP", hash: "SHA-1", modulusLength: 1024, publicExponent };
  const { publicKey, privateKey } = await subtle.generateKey(algorithm, false, ["encrypt", "decrypt", "unwrapKey"]);
  assertEquals(publicKey.usages, ["encrypt"]);
  assertEquals(privateKey.usages, ["decrypt", "unwrapKey"]);
  assert(publicKey.extractable && !privateKey.extractable);
  assertEquals(publicKey.algorithm, { ...algorithm, hash: { name: "SHA-1" } });
  assert(publicKey.algorithm.publicExponent !== publicExponent);
  await assertRejects(subtle.exportKey("pkcs8", privateKey), "InvalidAccessError");
  await assertRejects(subtle.exportKey("pkcs8", publicKey), "InvalidAccessError");
  for (const exponent of [[1], [2], [], [1, 0, 0]]) {
    const bad = { ...algorithm, publicExponent: new Uint8Array(exponent) };
    await assertRejects(subtle.generateKey(bad, false, ["encrypt", "decrypt"]), "OperationError");
  }
  await assertRejects(subtle.generateKey({ ...algorithm, modulusLength: 65_536 }, false, ["decrypt"]), "OperationError");
  await assertRejects(subtle.generateKey(algorithm, false, ["encrypt"]), "SyntaxError");
});
