export const name = "plain"; export const meta = import.meta;
