// The host's functions, as an object of plain ones. Each is made when it is first called: that costs a crossing, and memory
// that the process never gets back (decision 53), and a context calls few of them.
"use strict";

const { ReflectApply, StringPrototypeSplit } = primordials;

function bindWhenCalled(host, name, place, bind) {
  host[name] = (...args) => {
    const bound = bind(place);
    host[name] = bound;
    return ReflectApply(bound, undefined, args);
  };
}

/** Takes their names, with commas between them, and what makes one by its place among the names. */
exports.create = function create(names, bind) {
  const host = { __proto__: null };
  const list = StringPrototypeSplit(names, ",");
  for (let place = 0; place < list.length; place++) {
    bindWhenCalled(host, list[place], place, bind);
  }
  return host;
};
