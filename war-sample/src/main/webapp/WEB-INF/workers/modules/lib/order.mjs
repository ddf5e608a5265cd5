export const by = (key) => (a, b) => a[key] - b[key];
