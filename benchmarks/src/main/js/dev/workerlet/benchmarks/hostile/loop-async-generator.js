// Follows an asynchronous generator without an end.
async function* naturals() {
  for (let i = 0; ; i++) yield i;
}

export default {
  async fetch() {
    let sum = 0;
    for await (const value of naturals()) sum += value;
    return new Response(String(sum));
  },
};
