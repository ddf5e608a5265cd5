// Hashes passwords with ten million rounds, many at once.
export default {
  async fetch() {
    const key = await crypto.subtle.importKey("raw", new Uint8Array(8), "PBKDF2", false, ["deriveBits"]);
    const parameters = { name: "PBKDF2", salt: new Uint8Array(8), iterations: 1e7, hash: "SHA-512" };
    await Promise.all(Array.from({ length: 100 }, () => crypto.subtle.deriveBits(parameters, key, 512)));
    return new Response("derived");
  },
};
