// A healthy worker: each answer is computed from its request, in part after an await, and tells what is wrong with its world.
let strange = 0;
for (const name in {}) strange += name.length + 1;

function value(number) {
  let result = number;
  for (const i of Array(100).keys()) result = (result * 31 + i) % 1_000_003;
  return result;
}

export default {
  async fetch(request, env) {
    const number = Number(new URL(request.url).searchParams.get("number"));
    await null;
    const text = JSON.stringify([env.OWNER, number, value(number), strange]);
    return new Response(JSON.parse(text).map(String).join(" "), { headers: { "x-owner": env.OWNER } });
  },
};
