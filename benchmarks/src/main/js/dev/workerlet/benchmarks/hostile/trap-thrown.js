// Throws an object whose texts never come.
export default {
  fetch() {
    const hostile = { get message() { for (;;) {} }, get stack() { for (;;) {} }, toString() { for (;;) {} } };
    throw new Proxy(hostile, { get() { for (;;) {} }, getPrototypeOf() { for (;;) {} } });
  },
};
