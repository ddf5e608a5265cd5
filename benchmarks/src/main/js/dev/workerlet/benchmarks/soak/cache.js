// Finds its own entry in the cache and one that all share, which is put again when it is gone.
import { checksum, nonceOf } from "./checksum.js";

async function shared(key) {
  const url = `http://cache/shared/${key}`;
  const known = await caches.default.match(url);
  if (known) return known.text();
  const text = checksum("shared", key);
  await caches.default.put(url, new Response(text, { headers: { "cache-control": "max-age=60" } }));
  return text;
}

export default {
  async fetch(request) {
    const nonce = nonceOf(request);
    const url = `http://cache/own/${nonce}`;
    const options = { headers: { "cache-control": "max-age=60" } };
    await caches.default.put(url, new Response(checksum("own", nonce), options));
    const own = await (await caches.default.match(url)).text();
    await caches.default.delete(url);
    return new Response(`${own} ${await shared(new URL(request.url).searchParams.get("key"))}`);
  },
};
