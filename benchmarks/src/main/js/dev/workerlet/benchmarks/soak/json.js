// Computes with what it reads.
import { checksum } from "./checksum.js";

export default {
  async fetch(request) {
    const { nonce, numbers } = await request.json();
    const sum = numbers.reduce((left, right) => left + right, 0);
    return Response.json({ nonce, sum, checksum: checksum("json", nonce, sum) });
  },
};
