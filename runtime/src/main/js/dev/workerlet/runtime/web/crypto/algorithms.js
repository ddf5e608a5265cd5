"use strict";

const { StringPrototypeCharCodeAt, StringFromCharCode } = primordials;
const {
  Algorithm, AeadParams, AesCbcParams, AesCtrParams, AesKeyGenParams, Argon2Params, ContextParams, CShakeParams,
  EcKeyParams, EcdhKeyDeriveParams, EcdsaParams, HkdfParams, HmacKeyParams, KmacKeyParams, KmacParams, Pbkdf2Params,
  RsaHashedImportParams, RsaHashedKeyGenParams, RsaOaepParams, RsaPssParams,
} = require("web/crypto/dictionaries");

const aes = require.lazy("web/crypto/aes");
const digest = require.lazy("web/crypto/digest");
const ec = require.lazy("web/crypto/ec");
const kdf = require.lazy("web/crypto/kdf");
const mac = require.lazy("web/crypto/mac");
const moduleLattice = require.lazy("web/crypto/module-lattice");
const okp = require.lazy("web/crypto/okp");
const rsa = require.lazy("web/crypto/rsa");

// The registered algorithms: what implements each, and for each operation the dictionary of its parameters.
// https://w3c.github.io/webcrypto/#algorithm-overview

/** Algorithms by their name in capital letters. */
const algorithms = { __proto__: null };

function register(names, family, operations) {
  for (let i = 0; i < names.length; i++) {
    algorithms[capitals(names[i])] = { __proto__: null, name: names[i], family, operations };
  }
}

/** A name with its ASCII letters made capitals, and no others: names differ by more than the case of those. */
function capitals(name) {
  let result = "";
  for (let i = 0; i < name.length; i++) {
    const code = StringPrototypeCharCodeAt(name, i);
    result += code >= 0x61 && code <= 0x7a ? StringFromCharCode(code - 0x20) : name[i];
  }
  return result;
}

register(
  ["SHA-1", "SHA-256", "SHA-384", "SHA-512", "SHA3-256", "SHA3-384", "SHA3-512"],
  digest,
  { __proto__: null, digest: Algorithm },
);
register(["cSHAKE128", "cSHAKE256"], digest, { __proto__: null, digest: CShakeParams });
register(["AES-CBC"], aes, {
  __proto__: null, encrypt: AesCbcParams, decrypt: AesCbcParams, generateKey: AesKeyGenParams,
  importKey: Algorithm, exportKey: Algorithm, getKeyLength: AesKeyGenParams,
});
register(["AES-CTR"], aes, {
  __proto__: null, encrypt: AesCtrParams, decrypt: AesCtrParams, generateKey: AesKeyGenParams,
  importKey: Algorithm, exportKey: Algorithm, getKeyLength: AesKeyGenParams,
});
register(["AES-GCM", "AES-OCB"], aes, {
  __proto__: null, encrypt: AeadParams, decrypt: AeadParams, generateKey: AesKeyGenParams,
  importKey: Algorithm, exportKey: Algorithm, getKeyLength: AesKeyGenParams,
});
register(["ChaCha20-Poly1305"], aes, {
  __proto__: null, encrypt: AeadParams, decrypt: AeadParams, generateKey: Algorithm,
  importKey: Algorithm, exportKey: Algorithm, getKeyLength: Algorithm,
});
register(["AES-KW"], aes, {
  __proto__: null, wrapKey: Algorithm, unwrapKey: Algorithm, generateKey: AesKeyGenParams,
  importKey: Algorithm, exportKey: Algorithm, getKeyLength: AesKeyGenParams,
});
register(["HMAC"], mac, {
  __proto__: null, sign: Algorithm, verify: Algorithm, generateKey: HmacKeyParams,
  importKey: HmacKeyParams, exportKey: Algorithm, getKeyLength: HmacKeyParams,
});
register(["KMAC128", "KMAC256"], mac, {
  __proto__: null, sign: KmacParams, verify: KmacParams, generateKey: KmacKeyParams,
  importKey: KmacKeyParams, exportKey: Algorithm, getKeyLength: KmacKeyParams,
});
register(["RSASSA-PKCS1-v1_5"], rsa, {
  __proto__: null, sign: Algorithm, verify: Algorithm, generateKey: RsaHashedKeyGenParams,
  importKey: RsaHashedImportParams, exportKey: Algorithm,
});
register(["RSA-PSS"], rsa, {
  __proto__: null, sign: RsaPssParams, verify: RsaPssParams, generateKey: RsaHashedKeyGenParams,
  importKey: RsaHashedImportParams, exportKey: Algorithm,
});
register(["RSA-OAEP"], rsa, {
  __proto__: null, encrypt: RsaOaepParams, decrypt: RsaOaepParams, generateKey: RsaHashedKeyGenParams,
  importKey: RsaHashedImportParams, exportKey: Algorithm,
});
register(["ECDSA"], ec, {
  __proto__: null, sign: EcdsaParams, verify: EcdsaParams, generateKey: EcKeyParams,
  importKey: EcKeyParams, exportKey: Algorithm,
});
register(["ECDH"], ec, {
  __proto__: null, deriveBits: EcdhKeyDeriveParams, generateKey: EcKeyParams,
  importKey: EcKeyParams, exportKey: Algorithm,
});
register(["Ed25519"], okp, {
  __proto__: null, sign: Algorithm, verify: Algorithm, generateKey: Algorithm,
  importKey: Algorithm, exportKey: Algorithm,
});
register(["Ed448"], okp, {
  __proto__: null, sign: ContextParams, verify: ContextParams, generateKey: Algorithm,
  importKey: Algorithm, exportKey: Algorithm,
});
register(["X25519", "X448"], okp, {
  __proto__: null, deriveBits: EcdhKeyDeriveParams, generateKey: Algorithm,
  importKey: Algorithm, exportKey: Algorithm,
});
register(["HKDF"], kdf, { __proto__: null, deriveBits: HkdfParams, importKey: Algorithm, getKeyLength: Algorithm });
register(["PBKDF2"], kdf, { __proto__: null, deriveBits: Pbkdf2Params, importKey: Algorithm, getKeyLength: Algorithm });
register(["Argon2d", "Argon2i", "Argon2id"], kdf, {
  __proto__: null, deriveBits: Argon2Params, importKey: Algorithm, getKeyLength: Algorithm,
});
register(["ML-KEM-512", "ML-KEM-768", "ML-KEM-1024"], moduleLattice, {
  __proto__: null, encapsulate: Algorithm, decapsulate: Algorithm, generateKey: Algorithm,
  importKey: Algorithm, exportKey: Algorithm,
});
register(["ML-DSA-44", "ML-DSA-65", "ML-DSA-87"], moduleLattice, {
  __proto__: null, sign: ContextParams, verify: ContextParams, generateKey: Algorithm,
  importKey: Algorithm, exportKey: Algorithm,
});

/** The algorithm of that name, undefined when there is none. */
function findAlgorithm(name) {
  return algorithms[capitals(name)];
}

module.exports = { findAlgorithm };
