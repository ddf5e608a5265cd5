// Replaces call, apply and bind.
export default {
  fetch() {
    const hostile = () => { throw new Error("called"); };
    Function.prototype.call = Function.prototype.apply = Function.prototype.bind = hostile;
    Reflect.apply = Reflect.construct = Reflect.get = Reflect.ownKeys = hostile;
    Object.defineProperty(Response, Symbol.hasInstance, { value: hostile });
    return new Response("patched", { headers: { "x-a": "b" } });
  },
};
