// Opens sockets to itself without an end.
export default {
  fetch(request) {
    const kept = [];
    for (let i = 0; i < 1e4; i++) kept.push(new WebSocket(request.url.replace("http", "ws")));
    return new Promise(() => {});
  },
};
