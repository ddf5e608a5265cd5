// Waits for several timers, and leaves one behind.
import { checksum, nonceOf, sleep } from "./checksum.js";

export default {
  async fetch(request) {
    const nonce = nonceOf(request);
    setTimeout(() => {}, 60_000);
    const values = await Promise.all([7, 1, 4, 0].map(async (millis) => {
      await sleep(millis);
      return checksum("timers", nonce, millis);
    }));
    return new Response(values.join(" "));
  },
};
