import { test, assert, assertEquals, assertRejects } from "/harness.js";
import { fromHex, message, toHex } from "/web/crypto/vectors.js";

const { subtle } = crypto;
const keyBytes = fromHex("000102030405060708090a0b0c0d0e0f");
const iv = fromHex("101112131415161718191a1b1c1d1e1f");

function importKey(name, usages = ["encrypt", "decrypt"], bytes = keyBytes) {
  return subtle.importKey("raw-secret", bytes, name, true, usages);
}

async function checkBothWays(algorithm, key, plaintext, expected) {
  const ciphertext = await subtle.encrypt(algorithm, key, plaintext);
  assertEquals(toHex(ciphertext), expected);
  assertEquals(toHex(await subtle.decrypt(algorithm, key, ciphertext)), toHex(plaintext));
}

test("AES-CBC", async () => {
  const key = await importKey("AES-CBC");
  await checkBothWays({ name: "AES-CBC", iv }, key, message, "11fdfcc45e57847d190a6592012e2022");
  await assertRejects(subtle.encrypt({ name: "AES-CBC", iv: keyBytes.subarray(1) }, key, message), "OperationError");
  await assertRejects(subtle.decrypt({ name: "AES-CBC", iv }, key, iv), "OperationError");
});

test("AES-CTR wraps a counter of any length", async () => {
  const key = await importKey("AES-CTR");
  const counter = new Uint8Array(16).fill(255);
  const expected = {
    4: "5d257e53af66e34205b6c3f86f31da728ee4465ce778ef76289fc4ad52fe31b2fb3dafab05ceab29",
    8: "5d257e53af66e34205b6c3f86f31da72f1bd911b13f774d9321bcb9af1d98de22a886abb46984e7c",
    64: "5d257e53af66e34205b6c3f86f31da7244b58829dc3f73f7cea1dee6683b1329479416695b764de7",
    128: "5d257e53af66e34205b6c3f86f31da72a7c05a56e6ee3ae30e2ee003c0a9b918122772f4f4a1d57f",
  };
  for (const length of [4, 8, 64, 128]) {
    await checkBothWays({ name: "AES-CTR", counter, length }, key, new Uint8Array(40).fill(97), expected[length]);
  }
  await assertRejects(
    subtle.encrypt({ name: "AES-CTR", counter, length: 1 }, key, new Uint8Array(33)),
    "OperationError",
  );
  await assertRejects(subtle.encrypt({ name: "AES-CTR", counter, length: 0 }, key, message), "OperationError");
  await assertRejects(subtle.encrypt({ name: "AES-CTR", counter, length: 256 }, key, message), TypeError);
});

test("AES-GCM with tags of any length", async () => {
  const key = await importKey("AES-GCM");
  const whole = "b34171c46a3dda8a6318310153233ce6efcdbc8786f6b1e54e";
  for (const tagLength of [32, 64, 96, 104, 112, 120, 128]) {
    const algorithm = { name: "AES-GCM", iv: iv.subarray(0, 12), additionalData: keyBytes, tagLength };
    await checkBothWays(algorithm, key, message, whole.slice(0, 18 + tagLength / 4));
    const damaged = fromHex(whole.slice(0, 18 + tagLength / 4));
    damaged[9] ^= 1;
    await assertRejects(subtle.decrypt(algorithm, key, damaged), "OperationError");
    await assertRejects(subtle.decrypt(algorithm, key, new Uint8Array(3)), "OperationError");
  }
  await assertRejects(subtle.encrypt({ name: "AES-GCM", iv, tagLength: 40 }, key, message), "OperationError");
});

test("AES-OCB, RFC 7253", async () => {
  const key = await importKey("AES-OCB");
  const data = fromHex("0001020304050607");
  await checkBothWays(
    { name: "AES-OCB", iv: fromHex("BBAA99887766554433221101"), additionalData: data },
    key,
    data,
    "6820b3657b6f615a5725bda0d3b4eb3a257c9af1f8f03009",
  );
  await checkBothWays(
    { name: "AES-OCB", iv: fromHex("BBAA99887766554433221100") },
    key,
    new Uint8Array(0),
    "785407bfffc8ad9edcc5520ac9111ee6",
  );
  await assertRejects(subtle.encrypt({ name: "AES-OCB", iv }, key, data), "OperationError");
});

test("ChaCha20-Poly1305", async () => {
  const bytes = new Uint8Array([...keyBytes, ...keyBytes]);
  const key = await importKey("ChaCha20-Poly1305", ["encrypt", "decrypt"], bytes);
  const algorithm = { name: "ChaCha20-Poly1305", iv: iv.subarray(0, 12), additionalData: keyBytes };
  await checkBothWays(algorithm, key, message, "009b981bb8895a1234482d8b9eb141a759e93f4fb1b72049df");
  await assertRejects(subtle.encrypt({ ...algorithm, tagLength: 96 }, key, message), "OperationError");
});

test("AES-KW, RFC 3394", async () => {
  const key = await importKey("AES-KW", ["wrapKey", "unwrapKey"]);
  const wrapped = await importKey("AES-CBC", ["encrypt"], fromHex("00112233445566778899aabbccddeeff"));
  const result = await subtle.wrapKey("raw", wrapped, key, "AES-KW");
  assertEquals(toHex(result), "1fa68b0a8112b447aef34bd8fb5a7b829d3e862371d2cfe5");
  const back = await subtle.unwrapKey("raw", result, key, "AES-KW", "AES-CBC", true, ["decrypt"]);
  assertEquals(toHex(await subtle.exportKey("raw", back)), "00112233445566778899aabbccddeeff");
  new Uint8Array(result)[0] ^= 1;
  await assertRejects(
    subtle.unwrapKey("raw", result, key, "AES-KW", "AES-CBC", true, ["decrypt"]),
    "OperationError",
  );
});

test("large data goes off the loop and comes back whole", async () => {
  const data = crypto.getRandomValues(new Uint8Array(60_000));
  const cases = [{ name: "AES-CBC", iv }, { name: "AES-CTR", counter: iv, length: 64 }, { name: "AES-GCM", iv }];
  for (const algorithm of cases) {
    const key = await subtle.generateKey({ name: algorithm.name, length: 256 }, false, ["encrypt", "decrypt"]);
    const ciphertext = await subtle.encrypt(algorithm, key, data);
    assertEquals(toHex(await subtle.decrypt(algorithm, key, ciphertext)), toHex(data));
  }
});

test("usages, names and lengths are checked", async () => {
  const key = await importKey("AES-CBC", ["encrypt"]);
  await assertRejects(subtle.decrypt({ name: "AES-CBC", iv }, key, iv), "InvalidAccessError");
  await assertRejects(subtle.encrypt({ name: "AES-GCM", iv }, key, iv), "InvalidAccessError");
  await assertRejects(subtle.encrypt({ name: "AES-CBC" }, key, iv), TypeError);
  await assertRejects(importKey("AES-CBC", ["sign"]), "SyntaxError");
  await assertRejects(importKey("AES-CBC", []), "SyntaxError");
  await assertRejects(importKey("AES-CBC", ["fly"]), TypeError);
  await assertRejects(importKey("AES-CBC", ["encrypt"], iv.subarray(3)), "DataError");
  await assertRejects(subtle.generateKey({ name: "AES-CBC", length: 100 }, true, ["encrypt"]), "OperationError");
  await assertRejects(subtle.importKey("spki", keyBytes, "AES-CBC", true, ["encrypt"]), "NotSupportedError");
  assert(key.extractable && key.type === "secret");
});
