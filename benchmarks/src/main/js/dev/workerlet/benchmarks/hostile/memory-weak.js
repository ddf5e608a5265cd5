// Registers objects for finalization without an end.
export default {
  fetch() {
    const registry = new FinalizationRegistry(() => { for (;;) {} });
    const kept = [];
    for (let i = 0; ; i++) {
      const target = { i };
      registry.register(target, target.i);
      kept.push(new WeakRef(target));
    }
  },
};
