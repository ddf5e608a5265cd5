// Passes an upstream's answer on, and the request's body to the upstream.
export default {
  fetch(request) {
    const upstream = new URL(request.url).searchParams.get("upstream");
    if (request.method === "GET") return fetch(upstream);
    return fetch(upstream, { method: "POST", body: request.body, duplex: "half" });
  },
};
