// The answer leaves at once; what waitUntil was given goes on after it.
let finished = 0;

async function work(id) {
  await new Promise((resolve) => setTimeout(resolve, 200));
  finished += 1;
  console.log(`later: work ${id} is done`);
}

export default {
  async fetch(request, env, ctx) {
    const id = crypto.randomUUID();
    ctx.waitUntil(work(id));
    return Response.json({ accepted: id, finishedBefore: finished }, { status: 202 });
  },
};
