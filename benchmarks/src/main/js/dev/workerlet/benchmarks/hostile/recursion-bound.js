// Calls a function that is bound a hundred thousand times.
export default {
  fetch() {
    let last = () => 1;
    for (let i = 0; i < 1e5; i++) last = last.bind(null);
    return new Response(String(last()));
  },
};
