import { by } from "./order.mjs";

export const heaviest = (planets) => planets.toSorted(by("massInEarths")).at(-1);
