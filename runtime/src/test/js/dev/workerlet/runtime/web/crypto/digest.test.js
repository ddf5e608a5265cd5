import { test, assert, assertEquals, assertRejects } from "/harness.js";
import { message, toHex } from "/web/crypto/vectors.js";

const { subtle } = crypto;

const digests = {
  "SHA-1": "dfb4e54f75ea416379bd50f43f4c8857a44fe034",
  "SHA-256": "57bcbfbd2356869a67d74a5af8628c325c477550a3910c5dd7f758ce1c874f2e",
  "SHA-384":
    "cf3b2b8c47fc1e7492707331e04e5b512aeb8f2de0951a33349eabe48fa299d62a25200c79ccb53c8c7aaae8bea34752",
  "SHA-512":
    "f3a1df16a577c24ca03f0c623ffbf037aac13d96e6c54bb2e1b3dbeb3fe8af80" +
    "25ac17cff8efbfd4a67fc5a61d6c6d948c4c7d49019a7bae3e57ec6de035024f",
  "SHA3-256": "9cdb529a435058e1cfbfa9f7e6a02c165ef1c36eb2bee143cc9a0975c44a39cf",
};

test("digests of known values, names in any case", async () => {
  for (const [name, expected] of Object.entries(digests)) {
    assertEquals(toHex(await subtle.digest(name, message)), expected);
    assertEquals(toHex(await subtle.digest({ name: name.toLowerCase() }, message.buffer)), expected);
  }
});

test("cSHAKE without names is SHAKE", async () => {
  const output = toHex(await subtle.digest({ name: "cSHAKE256", length: 2400 }, message));
  assertEquals(output.length, 600);
  assert(output.endsWith("ccfcf9da68020b490d34b1274af43718"));
  await assertRejects(subtle.digest({ name: "cSHAKE128", length: 7 }, message), "OperationError");
});

test("large data is hashed off the loop, as it was when the method was called", async () => {
  const data = new Uint8Array(200_000).fill(97);
  const promise = subtle.digest("SHA-256", data);
  data.fill(98);
  assertEquals(toHex(await promise), "2287d207f24a941ff3b56c04c8a25ad56b63e3023207b3bb5b4ac0c9869d74be");
});

test("wrong arguments reject, and never throw", async () => {
  await assertRejects(subtle.digest("SHA-256"), TypeError, "2 arguments required");
  await assertRejects(subtle.digest("MD5", message), "NotSupportedError");
  await assertRejects(subtle.digest({}, message), TypeError);
  await assertRejects(subtle.digest("SHA-256", "text"), TypeError);
  await assertRejects(subtle.digest(Symbol("SHA-256"), message), TypeError);
  await assertRejects(SubtleCrypto.prototype.digest.call({}, "SHA-256", message), TypeError);
  await assertRejects(SubtleCrypto.prototype.digest.call(undefined, "SHA-256", message), TypeError);
  // U+017F becomes an S in capitals, but not in ASCII
  await assertRejects(subtle.digest("\u017fHA-256", message), "NotSupportedError");
});
