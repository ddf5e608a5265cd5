// Gathers a body and tells its digest.
import { checksum, nonceOf } from "./checksum.js";

export default {
  async fetch(request) {
    const bytes = await request.arrayBuffer();
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes)).toHex();
    return new Response(checksum("body", nonceOf(request), bytes.byteLength, digest));
  },
};
