// The host for Deno.
import { route } from "./route.mjs";

export default { fetch: route };
