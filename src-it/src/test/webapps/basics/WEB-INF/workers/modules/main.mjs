import data from "./data.json" with { type: "json" };
import text from "./text.txt" with { type: "text" };
import { double } from "../library/double.mjs";
import * as cycle from "./cycle.mjs";

const started = await Promise.resolve("top-level await");

export const name = "main";

export default {
  fetch: () => Response.json({ data: data.list, text, doubled: double(21), cycle: cycle.nameOfMain(), started }),
};
