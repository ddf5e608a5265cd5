// The least that a worker does.
import { checksum, nonceOf } from "./checksum.js";

export default {
  fetch: (request) => new Response(checksum("hello", nonceOf(request))),
};
