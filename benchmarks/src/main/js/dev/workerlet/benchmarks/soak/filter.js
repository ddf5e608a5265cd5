// Stands in front of another worker, and adds to its answer.
import { checksum, nonceOf } from "./checksum.js";

export default {
  async fetch(request, env, ctx) {
    const answer = await ctx.next();
    return new Response(`${await answer.text()} ${checksum("filter", nonceOf(request))}`, answer);
  },
};
