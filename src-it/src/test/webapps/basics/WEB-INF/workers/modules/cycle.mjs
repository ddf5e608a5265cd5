import { name } from "./main.mjs";

export const nameOfMain = () => name;
