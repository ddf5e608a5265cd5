// Gives a response a million headers.
export default {
  fetch() {
    const headers = new Headers();
    for (let i = 0; i < 1e6; i++) headers.append(`x-header-${i}`, "value");
    return new Response("", { headers });
  },
};
