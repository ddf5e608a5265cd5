import { nothing } from "./not-there.mjs";

export default { fetch: () => new Response(nothing) };
