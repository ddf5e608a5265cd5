function find() {
  // Called by the inspector on an array of all functions of the heap; see IdentityProbe.
  const hook = globalThis.__workerletIdentity;
  const call = Function.prototype.call;
  const toString = Function.prototype.toString;
  let get;
  let set;
  for (let i = 0; i < this.length; i++) {
    let text;
    try {
      text = Reflect.apply(toString, this[i], []);
    } catch {
      continue;
    }
    if (text === "function getContinuationPreservedEmbedderData() { [native code] }") get = this[i];
    if (text === "function setContinuationPreservedEmbedderData() { [native code] }") set = this[i];
  }
  if (get === undefined || set === undefined) return false;
  hook(get, set);
  return true;
}
