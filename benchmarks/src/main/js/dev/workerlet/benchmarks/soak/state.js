// Keeps values in the module while it waits: none may meet another request's.
import { AsyncLocalStorage } from "node:async_hooks";
import { checksum, nonceOf, sleep } from "./checksum.js";

const values = new Map();
const current = new AsyncLocalStorage();
let tail = Promise.resolve();

// One promise that the next request awaits as well: continuations of several requests run in one turn.
async function inLine() {
  const before = tail;
  tail = before.then(() => sleep(1));
  await before;
  return current.getStore();
}

export default {
  async fetch(request) {
    const nonce = nonceOf(request);
    values.set(nonce, checksum("state", nonce));
    return current.run(nonce, async () => {
      const seen = await inLine();
      await sleep(2);
      const value = values.get(seen);
      values.delete(seen);
      return new Response(`${seen} ${current.getStore()} ${value}`);
    });
  },
};
