// Answers with an object that looks like a response.
export default {
  fetch() {
    return Object.setPrototypeOf({ get status() { for (;;) {} } }, Response.prototype);
  },
};
