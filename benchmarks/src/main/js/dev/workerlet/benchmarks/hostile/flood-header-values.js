// Gives one header a million values.
export default {
  fetch() {
    const headers = new Headers();
    for (let i = 0; i < 1e6; i++) headers.append("x-header", "value");
    return new Response("", { headers });
  },
};
