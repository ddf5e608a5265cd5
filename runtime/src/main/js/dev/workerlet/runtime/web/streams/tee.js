"use strict";

const { sealClass } = require("web/infra/internal-classes");
const { createReadable } = require("web/streams/construct-readable");
const { Deferred, later, noop, react } = require("web/streams/promises");
const { acquireDefaultReader } = require("web/streams/readers");

const byteTee = require.lazy("web/streams/byte-tee");
const cloner = require.lazy("web/structured-clone/cloner");

/**
 * Two streams that give what the one gives. `clonesForSecond`: the second gets structured clones of the chunks; those
 * of a byte stream are always copied. https://streams.spec.whatwg.org/#readable-stream-tee
 */
function tee(readable, clonesForSecond) {
  if (readable.controller.isByte) {
    return byteTee().teeBytes(readable);
  }
  return new Tee(readable, clonesForSecond);
}

// https://streams.spec.whatwg.org/#abstract-opdef-readablestreamdefaulttee
class Tee {
  constructor(readable, clonesForSecond) {
    this.readable = readable;
    this.clonesForSecond = clonesForSecond;
    this.reader = acquireDefaultReader(readable);
    this.isReading = false;
    this.readsAgain = false;
    this.cancelled = new Deferred();
    this.chunk = undefined;
    this.onChunk = () => this.forward();
    // the read request's place among others
    this.next = null;
    this.firstSource = new TeeSource(this);
    this.secondSource = new TeeSource(this);
    this.first = createReadable(this.firstSource, 1, null);
    this.second = createReadable(this.secondSource, 1, null);
    this.reader.closed.watch(noop, (reason) => this.fail(reason));
  }

  pull() {
    if (this.isReading) {
      this.readsAgain = true;
      return;
    }
    this.isReading = true;
    this.reader.read(this);
  }

  // A microtask's delay, so that an error of the source that comes right after a chunk is not overtaken by it.
  chunkSteps(chunk) {
    this.chunk = chunk;
    later(this.onChunk);
  }

  forward() {
    const { chunk } = this;
    this.chunk = undefined;
    this.readsAgain = false;
    let second = chunk;
    if (!this.secondSource.isCancelled && this.clonesForSecond) {
      try {
        second = new (cloner().Cloner)("Failed to tee a stream", []).run(chunk);
      } catch (error) {
        this.first.controller.error(error);
        this.second.controller.error(error);
        this.cancelSource(error);
        return;
      }
    }
    if (!this.firstSource.isCancelled) {
      this.first.controller.enqueue(chunk);
    }
    if (!this.secondSource.isCancelled) {
      this.second.controller.enqueue(second);
    }
    this.isReading = false;
    if (this.readsAgain) {
      this.pull();
    }
  }

  closeSteps() {
    this.isReading = false;
    if (!this.firstSource.isCancelled) {
      this.first.controller.close();
    }
    if (!this.secondSource.isCancelled) {
      this.second.controller.close();
    }
    this.resolveCancelled();
  }

  errorSteps() {
    this.isReading = false;
  }

  fail(reason) {
    this.first.controller.error(reason);
    this.second.controller.error(reason);
    this.resolveCancelled();
  }

  resolveCancelled() {
    if (!this.firstSource.isCancelled || !this.secondSource.isCancelled) {
      this.cancelled.resolve(undefined);
    }
  }

  cancel() {
    if (this.firstSource.isCancelled && this.secondSource.isCancelled) {
      this.cancelSource([this.firstSource.reason, this.secondSource.reason]);
    }
    return this.cancelled.promise;
  }

  cancelSource(reason) {
    react(this.readable.cancel(reason), this.cancelled.resolve, this.cancelled.reject);
  }
}
sealClass(Tee);

/** The source of one branch. */
class TeeSource {
  constructor(tee) {
    this.tee = tee;
    this.pulls = true;
    this.isCancelled = false;
    this.reason = undefined;
  }

  start() {}

  pull() {
    this.tee.pull();
  }

  cancel(reason) {
    this.isCancelled = true;
    this.reason = reason;
    return this.tee.cancel();
  }
}
sealClass(TeeSource);

module.exports = { tee };
