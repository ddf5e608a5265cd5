// Follows a generator without an end.
function* naturals() {
  for (let i = 0; ; i++) yield i;
}

export default {
  fetch() {
    let sum = 0;
    for (const value of naturals()) sum += value;
    return new Response(String(sum));
  },
};
