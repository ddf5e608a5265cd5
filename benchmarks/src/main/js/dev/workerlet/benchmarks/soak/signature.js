// Signs with a key of the request's.
import { nonceOf } from "./checksum.js";

const encoder = new TextEncoder();

export default {
  async fetch(request) {
    const text = encoder.encode(await request.text());
    const algorithm = { name: "HMAC", hash: "SHA-256" };
    const key = await crypto.subtle.importKey("raw", encoder.encode(nonceOf(request)), algorithm, false, ["sign", "verify"]);
    const signature = await crypto.subtle.sign("HMAC", key, text);
    if (!await crypto.subtle.verify("HMAC", key, signature, text)) return new Response("not verified", { status: 500 });
    return new Response(new Uint8Array(signature).toHex());
  },
};
