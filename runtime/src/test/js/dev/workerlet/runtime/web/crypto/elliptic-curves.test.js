import { test, assert, assertEquals, assertRejects } from "/harness.js";
import { fromBase64, fromHex, message, toHex, vectors } from "/web/crypto/vectors.js";

const { subtle } = crypto;
const curves = ["P-256", "P-384", "P-521"];
const ecdsa = { name: "ECDSA", hash: "SHA-256" };

test("ECDSA verifies what others signed, and its own", async () => {
  for (const namedCurve of curves) {
    const { spki, pkcs8, signature } = vectors[namedCurve];
    const algorithm = { name: "ECDSA", namedCurve };
    const publicKey = await subtle.importKey("spki", fromBase64(spki), algorithm, true, ["verify"]);
    const privateKey = await subtle.importKey("pkcs8", fromBase64(pkcs8), algorithm, true, ["sign"]);
    assertEquals(await subtle.verify(ecdsa, publicKey, fromBase64(signature), message), true);
    const own = await subtle.sign(ecdsa, privateKey, message);
    assertEquals(own.byteLength, fromBase64(signature).length);
    assertEquals(await subtle.verify(ecdsa, publicKey, own, message), true);
    assertEquals(await subtle.verify({ ...ecdsa, hash: "SHA-1" }, publicKey, own, message), false);
    assertEquals(await subtle.verify(ecdsa, publicKey, new Uint8Array(own.byteLength), message), false);
    assertEquals(await subtle.verify(ecdsa, publicKey, message, message), false);
    await assertRejects(subtle.sign(ecdsa, publicKey, message), "InvalidAccessError");
  }
});

test("ECDH", async () => {
  for (const namedCurve of curves) {
    const { jwk, other, secret } = vectors[namedCurve];
    const algorithm = { name: "ECDH", namedCurve };
    const privateKey = await subtle.importKey("jwk", jwk, algorithm, false, ["deriveBits"]);
    const publicKey = await subtle.importKey("jwk", other, algorithm, false, []);
    const derived = (length) => subtle.deriveBits({ name: "ECDH", public: publicKey }, privateKey, length);
    assertEquals(toHex(await derived()), secret);
    assertEquals(toHex(await derived(null)), secret);
    assertEquals(toHex(await derived(16)), secret.slice(0, 4));
    assertEquals(new Uint8Array(await derived(12))[1], fromHex(secret)[1] & 0xf0);
    await assertRejects(derived(1024), "OperationError");
    await assertRejects(subtle.deriveBits({ name: "ECDH", public: privateKey }, privateKey, 8), "InvalidAccessError");
    await assertRejects(subtle.deriveBits({ name: "ECDH", public: {} }, privateKey, 8), TypeError);
  }
});

test("every format gives the same key back", async () => {
  for (const namedCurve of curves) {
    const { jwk, spki, pkcs8, compressed } = vectors[namedCurve];
    const algorithm = { name: "ECDSA", namedCurve };
    const privateKey = await subtle.importKey("jwk", jwk, algorithm, true, ["sign"]);
    assertEquals(toHex(await subtle.exportKey("pkcs8", privateKey)), toHex(fromBase64(pkcs8)));
    const publicKey = await subtle.importKey("raw", fromHex(compressed), algorithm, true, ["verify"]);
    assertEquals(toHex(await subtle.exportKey("spki", publicKey)), toHex(fromBase64(spki)));
    const fromPrivate = await subtle.getPublicKey(privateKey, ["verify"]);
    assertEquals(toHex(await subtle.exportKey("raw", fromPrivate)), toHex(await subtle.exportKey("raw", publicKey)));
    const { x, y, d } = await subtle.exportKey("jwk", privateKey);
    assertEquals([x, y, d], [jwk.x, jwk.y, jwk.d]);
  }
});

test("a private key without its public half is completed", async () => {
  const { jwk } = vectors["P-256"];
  const prefix = "3041020100301306072a8648ce3d020106082a8648ce3d030107042730250201010420";
  const number = Uint8Array.fromBase64(jwk.d, { alphabet: "base64url" });
  const der = new Uint8Array([...fromHex(prefix), ...number]);
  const key = await subtle.importKey("pkcs8", der, { name: "ECDH", namedCurve: "P-256" }, true, ["deriveBits"]);
  const { x, y } = await subtle.exportKey("jwk", key);
  assertEquals([x, y], [jwk.x, jwk.y]);
});

test("keys that are none", async () => {
  const algorithm = { name: "ECDH", namedCurve: "P-256" };
  const { jwk, spki, pkcs8, other } = vectors["P-256"];
  for (const change of [{ x: other.x, y: other.y }, { y: jwk.x }, { crv: "P-384" }, { d: other.x }, { x: "AA" }]) {
    await assertRejects(subtle.importKey("jwk", { ...jwk, ...change }, algorithm, true, ["deriveKey"]), "DataError");
  }
  const onP384 = { name: "ECDH", namedCurve: "P-384" };
  await assertRejects(subtle.importKey("spki", fromBase64(spki), onP384, true, []), "DataError");
  await assertRejects(subtle.importKey("pkcs8", fromBase64(pkcs8), onP384, true, ["deriveKey"]), "DataError");
  await assertRejects(subtle.importKey("raw", new Uint8Array(65).fill(4), algorithm, true, []), "DataError");
  await assertRejects(subtle.importKey("raw", new Uint8Array(0), algorithm, true, []), "DataError");
  const unknown = { name: "ECDH", namedCurve: "P-1" };
  await assertRejects(subtle.importKey("raw", fromBase64(spki), unknown, true, []), "DataError");
  await assertRejects(subtle.generateKey(unknown, true, ["deriveKey"]), "NotSupportedError");
  await assertRejects(subtle.importKey("spki", fromBase64(spki), algorithm, true, ["deriveKey"]), "SyntaxError");
});

test("Ed25519 and Ed448", async () => {
  for (const name of ["Ed25519", "Ed448"]) {
    const { jwk, pkcs8, signature } = vectors[name];
    const privateKey = await subtle.importKey("jwk", jwk, name, true, ["sign"]);
    assertEquals(toHex(await subtle.sign(name, privateKey, message)), toHex(fromBase64(signature)));
    assertEquals(toHex(await subtle.exportKey("pkcs8", privateKey)), toHex(fromBase64(pkcs8)));
    const publicKey = await subtle.getPublicKey(privateKey, ["verify"]);
    assertEquals(await subtle.verify(name, publicKey, fromBase64(signature), message), true);
    assertEquals(await subtle.verify(name, publicKey, fromBase64(signature), new Uint8Array(1)), false);
    const exported = await subtle.exportKey("jwk", publicKey);
    assertEquals([exported.crv, exported.x, exported.d], [name, jwk.x, undefined]);
    const again = await subtle.importKey("spki", await subtle.exportKey("spki", publicKey), name, true, ["verify"]);
    assertEquals(toHex(await subtle.exportKey("raw", again)), toHex(await subtle.exportKey("raw", publicKey)));
    const wrong = { ...jwk, x: vectors[name].jwk.d };
    await assertRejects(subtle.importKey("jwk", wrong, name, true, ["sign"]), "DataError");
    await assertRejects(subtle.importKey("raw", new Uint8Array(31), name, true, ["verify"]), "DataError");
  }
});

test("Ed448 has contexts", async () => {
  const { publicKey, privateKey } = await subtle.generateKey("Ed448", false, ["sign", "verify"]);
  const algorithm = { name: "Ed448", context: new Uint8Array([1, 2]) };
  const signature = await subtle.sign(algorithm, privateKey, message);
  assertEquals(await subtle.verify(algorithm, publicKey, signature, message), true);
  assertEquals(await subtle.verify("Ed448", publicKey, signature, message), false);
  const long = { name: "Ed448", context: new Uint8Array(256) };
  await assertRejects(subtle.sign(long, privateKey, message), "OperationError");
});

test("Ed25519 refuses points of small order", async () => {
  for (const first of [0, 1]) {
    const point = new Uint8Array(32);
    point[0] = first;
    const key = await subtle.importKey("raw", point, "Ed25519", true, ["verify"]);
    const signature = new Uint8Array(64);
    signature.set(point);
    assertEquals(await subtle.verify("Ed25519", key, signature, message), false);
  }
});

test("X25519 and X448", async () => {
  for (const name of ["X25519", "X448"]) {
    const { jwk, other, secret } = vectors[name];
    const privateKey = await subtle.importKey("jwk", jwk, name, true, ["deriveBits"]);
    const publicKey = await subtle.importKey("jwk", other, name, true, []);
    const derived = (key) => subtle.deriveBits({ name, public: key }, privateKey);
    assertEquals(toHex(await derived(publicKey)), secret);
    const zero = await subtle.importKey("raw", new Uint8Array(name === "X448" ? 56 : 32), name, true, []);
    await assertRejects(derived(zero), "OperationError");
    const pair = await subtle.generateKey(name, true, ["deriveBits"]);
    const pkcs8 = await subtle.exportKey("pkcs8", pair.privateKey);
    const again = await subtle.importKey("pkcs8", pkcs8, name, true, ["deriveBits"]);
    const publicJwk = await subtle.exportKey("jwk", pair.publicKey);
    assertEquals((await subtle.exportKey("jwk", again)).x, publicJwk.x);
    assert(publicJwk.alg === undefined);
  }
});
