// The test knows the line and the column.
export default {
  async fetch(request) {
    await null;
    if (request.method === "GET") {
      throw new TypeError("it went wrong here");
    }
  },
};
