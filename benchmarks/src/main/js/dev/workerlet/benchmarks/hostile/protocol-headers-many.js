// Gives a response ten thousand headers.
export default {
  fetch() {
    const headers = new Headers();
    for (let i = 0; i < 10_000; i++) headers.append(`x-${i}`, "value");
    return new Response("", { headers });
  },
};
