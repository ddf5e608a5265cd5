// no default export and no listener
globalThis.ready = true;
