// Writes JSON of a graph that shares its parts.
export default {
  fetch() {
    let value = ["leaf"];
    for (let i = 0; i < 60; i++) value = [value, value];
    return new Response(JSON.stringify(value));
  },
};
