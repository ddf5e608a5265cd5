export const lazy = "imported when asked";
