// Makes a million promises that wait for ever.
export default {
  fetch() {
    const kept = [];
    for (let i = 0; i < 1e6; i++) kept.push(new Promise(() => {}).then(() => i));
    return new Response(String(kept.length));
  },
};
