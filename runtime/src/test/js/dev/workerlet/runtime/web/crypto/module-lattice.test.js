import { test, assert, assertEquals, assertRejects } from "/harness.js";
import { fromBase64, lattice, message, toHex } from "/web/crypto/vectors.js";

const { subtle } = crypto;
const decapsulating = ["decapsulateBits", "decapsulateKey"];
const encapsulating = ["encapsulateBits", "encapsulateKey"];

/** The private key whose seed is 0, 1, 2 and so on. */
function countingKey(name, usages) {
  const seed = Uint8Array.from({ length: name.startsWith("ML-KEM") ? 64 : 32 }, (_, i) => i);
  return subtle.importKey("raw-seed", seed, name, true, usages);
}

test("seeds give the keys that another implementation makes of them", async () => {
  for (const [name, expected] of Object.entries(lattice.spkiHashes)) {
    const key = await countingKey(name, name.startsWith("ML-KEM") ? decapsulating : ["sign"]);
    const spki = await subtle.exportKey("spki", await subtle.getPublicKey(key, []));
    assertEquals(toHex(await subtle.digest("SHA-256", spki)), expected, name);
  }
});

test("what another implementation encapsulated and signed is understood", async () => {
  const kemKey = await countingKey("ML-KEM-512", decapsulating);
  const secret = await subtle.decapsulateBits("ML-KEM-512", kemKey, fromBase64(lattice.ciphertext));
  assertEquals(toHex(secret), lattice.secret);
  const publicKey = await subtle.getPublicKey(await countingKey("ML-DSA-44", ["sign"]), ["verify"]);
  assertEquals(await subtle.verify("ML-DSA-44", publicKey, fromBase64(lattice.signature), message), true);
});

test("ML-KEM gives both sides the same secret", async () => {
  const lengths = { "ML-KEM-512": 768, "ML-KEM-768": 1088, "ML-KEM-1024": 1568 };
  for (const [name, length] of Object.entries(lengths)) {
    const pair = await subtle.generateKey(name, true, [...encapsulating, ...decapsulating]);
    const { ciphertext, sharedKey } = await subtle.encapsulateBits(name, pair.publicKey);
    assertEquals([ciphertext.byteLength, sharedKey.byteLength], [length, 32]);
    assertEquals(toHex(await subtle.decapsulateBits(name, pair.privateKey, ciphertext)), toHex(sharedKey));
    new Uint8Array(ciphertext)[9] ^= 1;
    const other = await subtle.decapsulateBits(name, pair.privateKey, ciphertext);
    assert(toHex(other) !== toHex(sharedKey));
    await assertRejects(subtle.decapsulateBits(name, pair.privateKey, message), "OperationError");
    await assertRejects(subtle.encapsulateBits(name, pair.privateKey), "InvalidAccessError");
  }
});

test("ML-KEM makes keys", async () => {
  const name = "ML-KEM-768";
  const aes = { name: "AES-GCM", length: 256 };
  const pair = await subtle.generateKey(name, false, ["encapsulateKey", "decapsulateKey"]);
  const { ciphertext, sharedKey } = await subtle.encapsulateKey(name, pair.publicKey, aes, true, ["encrypt"]);
  const other = await subtle.decapsulateKey(name, pair.privateKey, ciphertext, aes, true, ["decrypt"]);
  assertEquals(toHex(await subtle.exportKey("raw", other)), toHex(await subtle.exportKey("raw", sharedKey)));
  await assertRejects(subtle.encapsulateBits(name, pair.publicKey), "InvalidAccessError");
});

test("ML-KEM refuses public keys out of range", async () => {
  const key = new Uint8Array(800).fill(255);
  await assertRejects(subtle.importKey("raw-public", key, "ML-KEM-512", true, encapsulating), "DataError");
  await assertRejects(subtle.importKey("raw-public", key.subarray(1), "ML-KEM-512", true, []), "DataError");
});

test("ML-DSA", async () => {
  const lengths = { "ML-DSA-44": 2420, "ML-DSA-65": 3309, "ML-DSA-87": 4627 };
  for (const [name, length] of Object.entries(lengths)) {
    const { publicKey, privateKey } = await subtle.generateKey(name, true, ["sign", "verify"]);
    const signature = await subtle.sign(name, privateKey, message);
    assertEquals(signature.byteLength, length);
    assertEquals(await subtle.verify(name, publicKey, signature, message), true);
    const context = { name, context: new Uint8Array(1) };
    assertEquals(await subtle.verify(context, publicKey, signature, message), false);
    for (const at of [0, 1000, length - 1]) {
      const damaged = new Uint8Array(signature.slice(0));
      damaged[at] ^= 1;
      assertEquals(await subtle.verify(name, publicKey, damaged, message), false);
    }
  }
});

test("every format gives the same key back", async () => {
  for (const [name, usages] of [["ML-DSA-44", ["sign"]], ["ML-KEM-512", decapsulating]]) {
    const { publicKey, privateKey } = await subtle.generateKey(name, true, usages);
    const seed = toHex(await subtle.exportKey("raw-seed", privateKey));
    const point = toHex(await subtle.exportKey("raw-public", publicKey));
    for (const format of ["raw-seed", "pkcs8", "jwk"]) {
      const key = await subtle.importKey(format, await subtle.exportKey(format, privateKey), name, true, usages);
      assertEquals(toHex(await subtle.exportKey("raw-seed", key)), seed);
      const other = await subtle.getPublicKey(key, []);
      assertEquals(toHex(await subtle.exportKey("raw-public", other)), point);
    }
    for (const format of ["raw-public", "spki", "jwk"]) {
      const key = await subtle.importKey(format, await subtle.exportKey(format, publicKey), name, true, []);
      assertEquals(toHex(await subtle.exportKey("raw-public", key)), point);
    }
  }
});
