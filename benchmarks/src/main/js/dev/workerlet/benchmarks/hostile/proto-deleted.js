// Deletes all globals.
export default {
  fetch() {
    const Answer = Response;
    const world = globalThis;
    const { deleteProperty, ownKeys } = Reflect;
    for (const name of ownKeys(world)) deleteProperty(world, name);
    return new Answer("deleted");
  },
};
