const ways = {
  eval: () => eval("40 + 2"),
  function: () => new Function("return 40 + 2")(),
};

export default {
  fetch() {
    const outcomes = Object.entries(ways).map(([name, way]) => {
      try {
        return [name, way()];
      } catch (e) {
        return [name, e.name];
      }
    });
    return Response.json(Object.fromEntries(outcomes));
  },
};
