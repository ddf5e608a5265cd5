// Clones objects within objects.
function deep(depth) {
  let value = {};
  for (let i = 0; i < depth; i++) value = { value };
  return value;
}

export default {
  fetch() {
    return Response.json(structuredClone(deep(1e5)) === null);
  },
};
