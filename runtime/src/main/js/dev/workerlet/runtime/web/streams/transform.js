// The seam for the platform's own transform streams: text coding, compression.
"use strict";

const transformers = require.lazy("web/streams/transformers");
const transforming = require.lazy("web/streams/transforming");

/**
 * A readable and a writable end with algorithms of the platform between them:
 *
 * - `transform(chunk, controller)` is called for each chunk written
 * - `flush(controller)`, optional, when the writable end is closed
 * - `cancel(reason)`, optional, when the readable end is cancelled or the writable one aborted
 *
 * Each may throw, which fails both ends, and give undefined or a promise; the chunks that follow wait for that. The
 * controller has `enqueue(chunk)`, which throws once the readable end takes no more, and `ready()`: undefined while the
 * readable end wants chunks, else a promise that is fulfilled when it does or takes no more. Nobody has to wait for it,
 * but one that makes much of a little should.
 * https://streams.spec.whatwg.org/#transformstream-set-up
 */
function createTransform(algorithms) {
  const { PlatformTransformer } = transformers();
  const { Transforming } = transforming();
  const { readable, writable } = new Transforming(new PlatformTransformer(algorithms), 1, null, 0, null);
  return { __proto__: null, readable: readable.stream, writable: writable.stream };
}

module.exports = { createTransform };
