"use strict";

const { PromiseReject, TypeError } = primordials;
const { sealClass } = require("web/infra/internal-classes");
const { DefaultController } = require("web/streams/default-controller");
const { createTransformController } = require("web/streams/interfaces/transform-stream");
const { Deferred, LATER, afterTwoTurns, later, markHandled, react } = require("web/streams/promises");
const { ERRORED, READABLE, Readable } = require("web/streams/readable");
const { NO_TRANSFORMER } = require("web/streams/transformers");
const writables = require("web/streams/writable");
const { WritableController } = require("web/streams/writable-controller");

/**
 * What a TransformStream and its controller are inside, and the sink of the one and the source of the other side.
 * Where the standard waits for a change of backpressure by a promise, here a write or a pull gives LATER and is ended
 * in the microtask in which that promise would have been seen to be settled.
 * https://streams.spec.whatwg.org/#ts-internal-slots
 */
class Transforming {
  #controller = null;

  constructor(transformer, writableMark, writableSize, readableMark, readableSize) {
    this.transformer = transformer;
    this.writable = new writables.Writable();
    this.readable = new Readable();
    this.backpressure = true;
    this.isPullOpen = false;
    this.isWriteWaiting = false;
    this.waitingChunk = undefined;
    this.finish = null;
    this.demand = null;
    this.startResult = undefined;
    this.onPulled = () => this.readable.controller.pulled();
    this.onUnblocked = () => this.resumeWrite();
    this.onTransformed = null;
    this.onTransformFailed = null;
    const sink = new TransformSink(this);
    const source = new TransformSource(this);
    const writableController = new WritableController(this.writable, sink, writableMark, writableSize);
    const readableController = new DefaultController(this.readable, source, readableMark, readableSize);
    const result = transformer.start(this);
    this.startResult = LATER;
    if (result !== undefined) {
      this.startResult = afterTwoTurns(result);
      // neither side asks for it when it has failed already
      markHandled(this.startResult);
    }
    writableController.start();
    readableController.start();
    if (result === undefined) {
      this.startLater();
    }
  }

  /**
   * Starts both sides as late as the standard's way through a promise that is resolved with another does: an error or a
   * cancellation that comes right after the construction is seen before the start is.
   */
  startLater() {
    let turns = 0;
    const turn = () => {
      turns++;
      if (turns < 3) {
        later(turn);
      } else {
        this.writable.controller.onStarted();
        this.readable.controller.onStarted();
      }
    };
    later(turn);
  }

  /** The TransformStreamDefaultController. */
  get controller() {
    return (this.#controller ??= createTransformController(this));
  }

  get desiredSize() {
    return this.readable.controller.desiredSize;
  }

  // https://streams.spec.whatwg.org/#transform-stream-default-controller-enqueue
  enqueue(chunk) {
    const { controller } = this.readable;
    controller.checkOpen("enqueue");
    try {
      controller.enqueue(chunk);
    } catch (error) {
      this.errorWritable(error);
      throw this.readable.storedError;
    }
    if (!this.backpressure && !controller.shouldPull()) {
      this.backpressure = true;
      if (this.isPullOpen) {
        this.isPullOpen = false;
        later(this.onPulled);
      }
    }
  }

  /** undefined while the readable side wants chunks, else a promise for the time when it does or takes no more. */
  ready() {
    if (!this.backpressure || this.readable.state !== READABLE) {
      return undefined;
    }
    this.demand ??= new Deferred();
    return this.demand.promise;
  }

  endWaiting() {
    if (this.demand !== null) {
      this.demand.resolve(undefined);
      this.demand = null;
    }
  }

  // https://streams.spec.whatwg.org/#transform-stream-error
  error(reason) {
    this.readable.controller.error(reason);
    this.errorWritable(reason);
  }

  // https://streams.spec.whatwg.org/#transform-stream-default-controller-terminate
  terminate() {
    this.readable.controller.close();
    this.errorWritable(new TypeError("The transform stream was terminated"));
  }

  // https://streams.spec.whatwg.org/#transform-stream-error-writable-and-unblock-write
  errorWritable(reason) {
    this.clearAlgorithms();
    this.failWritable(reason);
  }

  failWritable(reason) {
    this.writable.controller.errorIfNeeded(reason);
    if (this.backpressure) {
      this.release();
    }
  }

  /** "Set backpressure" to false. https://streams.spec.whatwg.org/#transform-stream-set-backpressure */
  release() {
    this.backpressure = false;
    this.endWaiting();
    if (this.isWriteWaiting) {
      this.isWriteWaiting = false;
      later(this.onUnblocked);
    }
  }

  // https://streams.spec.whatwg.org/#transform-stream-default-source-pull
  pull() {
    this.isPullOpen = true;
    this.release();
    return LATER;
  }

  // https://streams.spec.whatwg.org/#transform-stream-default-sink-write-algorithm
  write(chunk) {
    if (this.backpressure) {
      this.isWriteWaiting = true;
      this.waitingChunk = chunk;
      return LATER;
    }
    return this.transform(chunk);
  }

  resumeWrite() {
    const chunk = this.waitingChunk;
    this.waitingChunk = undefined;
    const { writable } = this;
    if (writable.state === writables.ERRORING) {
      writable.controller.writeFailed(writable.storedError);
    } else if (this.transform(chunk) !== LATER) {
      writable.controller.written();
    }
  }

  // https://streams.spec.whatwg.org/#transform-stream-default-controller-perform-transform
  transform(chunk) {
    let result;
    try {
      result = this.transformer.transform(chunk, this);
    } catch (error) {
      result = PromiseReject(error);
    }
    if (result === undefined) {
      return undefined;
    }
    if (this.onTransformed === null) {
      this.onTransformed = () => this.writable.controller.written();
      this.onTransformFailed = (reason) => this.transformFailed(reason);
    }
    react(result, this.onTransformed, this.onTransformFailed);
    return LATER;
  }

  transformFailed(reason) {
    this.error(reason);
    this.writable.controller.writeFailed(reason);
  }

  // https://streams.spec.whatwg.org/#transform-stream-default-sink-close-algorithm
  close() {
    return this.finishBy(
      (transformer) => transformer.flush(this),
      () => this.finishReadable(() => this.readable.controller.close()),
      (reason) => this.readable.controller.error(reason),
    );
  }

  // https://streams.spec.whatwg.org/#transform-stream-default-sink-abort-algorithm
  abort(reason) {
    return this.finishBy(
      (transformer) => transformer.cancel(reason),
      () => this.finishReadable(() => this.readable.controller.error(reason)),
      (failure) => this.readable.controller.error(failure),
    );
  }

  finishReadable(action) {
    if (this.readable.state === ERRORED) {
      this.finish.reject(this.readable.storedError);
    } else {
      action();
      this.finish.resolve(undefined);
    }
  }

  // https://streams.spec.whatwg.org/#transform-stream-default-source-cancel
  cancel(reason) {
    this.endWaiting();
    return this.finishBy(
      (transformer) => transformer.cancel(reason),
      () => {
        if (this.writable.state === writables.ERRORED) {
          this.finish.reject(this.writable.storedError);
        } else {
          this.failWritable(reason);
          this.finish.resolve(undefined);
        }
      },
      (failure) => this.failWritable(failure),
    );
  }

  /** Runs the transformer's last algorithm, once whichever side asks for it; both get the same promise. */
  finishBy(algorithm, onFulfilled, onFailed) {
    if (this.finish !== null) {
      return this.finish.promise;
    }
    this.finish = new Deferred();
    let result;
    try {
      result = algorithm(this.transformer);
      if (result !== undefined) {
        // what has just been constructed starts before this is seen
        result = afterTwoTurns(result);
      }
    } catch (error) {
      result = PromiseReject(error);
    }
    this.clearAlgorithms();
    react(result, onFulfilled, (reason) => {
      onFailed(reason);
      this.finish.reject(reason);
    });
    return this.finish.promise;
  }

  clearAlgorithms() {
    this.transformer = NO_TRANSFORMER;
  }
}
sealClass(Transforming);

class TransformSink {
  constructor(inside) {
    this.inside = inside;
  }

  start() {
    return this.inside.startResult;
  }

  write(chunk) {
    return this.inside.write(chunk);
  }

  close() {
    return this.inside.close();
  }

  abort(reason) {
    return this.inside.abort(reason);
  }
}
sealClass(TransformSink);

class TransformSource {
  constructor(inside) {
    this.inside = inside;
    this.pulls = true;
  }

  start() {
    return this.inside.startResult;
  }

  pull() {
    return this.inside.pull();
  }

  cancel(reason) {
    return this.inside.cancel(reason);
  }
}
sealClass(TransformSource);

module.exports = { Transforming };
