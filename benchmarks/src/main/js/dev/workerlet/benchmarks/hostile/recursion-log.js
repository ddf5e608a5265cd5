// Logs objects within objects.
function deep(depth) {
  let value = {};
  for (let i = 0; i < depth; i++) value = { value };
  return value;
}

export default {
  fetch() {
    console.log(deep(1e5));
    return new Response("logged");
  },
};
