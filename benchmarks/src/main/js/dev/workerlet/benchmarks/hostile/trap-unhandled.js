// Rejects in the handler of rejections.
export default {
  fetch() {
    addEventListener("unhandledrejection", () => Promise.reject(new Error("again")));
    Promise.reject(new Error("first"));
    return new Promise(() => setInterval(() => {}, 1));
  },
};
