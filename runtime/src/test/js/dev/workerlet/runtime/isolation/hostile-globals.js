// Sets traps for whoever touches the globals while no request's turn runs: nothing would end the loops.

let armed = false;
const caught = [];

function trap(value) {
  if (!armed) return value;
  for (;;);
}

const { defineProperty } = Object;
const { toString } = Function.prototype;
const { apply } = Reflect;
const realConsole = console;
const RealFunction = Function;
defineProperty(globalThis, "console", { configurable: true, get: () => trap(realConsole) });
defineProperty(globalThis, "Function", { configurable: true, get: () => trap(RealFunction) });
defineProperty(globalThis, "globalThis", { configurable: true, get: () => trap(self) });
defineProperty(Function.prototype, "toString", { value: function () { return trap(apply(toString, this, [])); } });
defineProperty(Reflect, "apply", { value: (...given) => trap(apply(...given)) });
defineProperty(Object.prototype, "__workerletIdentity", { configurable: true, set: (value) => caught.push(value) });

let active = 0;
let most = 0;

export default {
  async fetch(request) {
    if (request.url.endsWith("/report")) return Response.json({ most, caught: caught.length, task: typeof realConsole.createTask });
    armed = true;
    most = Math.max(most, ++active);
    // Until four are under way at once.
    for (let i = 0; i < 400 && most < 4; i++) await scheduler.wait(5);
    active--;
    armed = active > 0;
    return new Response("served");
  },
};
