import planets from "./planets.json" with { type: "json" };
import motto from "./motto.txt" with { type: "text" };
import { heaviest } from "./lib/heaviest.mjs";

export default {
  async fetch() {
    return Response.json({ motto: motto.trim(), planets: planets.length, heaviest: heaviest(planets).name });
  },
};
