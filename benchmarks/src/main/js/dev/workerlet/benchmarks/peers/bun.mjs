// The host for Bun.
import { route } from "./route.mjs";

Bun.serve({ hostname: "127.0.0.1", port: Number(process.argv[2]), fetch: route });
