// Answers with a response of a class of its own.
class Hostile extends Response {
  get status() {
    for (;;) {}
  }
  get headers() {
    return new Proxy({}, { get() { for (;;) {} } });
  }
  get body() {
    throw this;
  }
  static get [Symbol.species]() {
    for (;;) {}
  }
}

export default {
  fetch() {
    return new Hostile("answer");
  },
};
