// Sets ten thousand cookies.
export default {
  fetch() {
    const headers = new Headers();
    for (let i = 0; i < 10_000; i++) headers.append("set-cookie", `name${i}=value`);
    return new Response("", { headers });
  },
};
