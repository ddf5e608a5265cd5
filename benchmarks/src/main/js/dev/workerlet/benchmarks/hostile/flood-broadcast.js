// Broadcasts to all isolates of its owner.
export default {
  fetch() {
    const channel = new BroadcastChannel("flood");
    const line = "x".repeat(1_000);
    for (;;) channel.postMessage(line);
  },
};
