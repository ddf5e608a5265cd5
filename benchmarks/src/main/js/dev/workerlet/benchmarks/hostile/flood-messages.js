// Sends itself messages for ever.
export default {
  fetch() {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => (port1.postMessage(data), port2.postMessage(data));
    port2.onmessage = ({ data }) => (port2.postMessage(data), port1.postMessage(data));
    port1.postMessage("message");
    return new Promise(() => {});
  },
};
