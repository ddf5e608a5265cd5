// Deletes all globals.
export default {
  fetch() {
    const Answer = Response;
    for (const name of Reflect.ownKeys(globalThis)) Reflect.deleteProperty(globalThis, name);
    return new Answer("deleted");
  },
};
