"use strict";

const { TypeError } = primordials;
const { addAlgorithm, isAbortSignal, isAborted, reasonOf, removeAlgorithm } = require("web/dom/abort-signal");
const { sealClass } = require("web/infra/internal-classes");
const readableStreams = require("web/streams/interfaces/readable-stream");
const writableStreams = require("web/streams/interfaces/writable-stream");
const { Deferred, later, markHandled, noop, react } = require("web/streams/promises");
const readables = require("web/streams/readable");
const { acquireDefaultReader } = require("web/streams/readers");
const writables = require("web/streams/writable");
const { acquireWriter } = require("web/streams/writer");
const { toDictionary } = require("web/webidl/objects");

/** What tells a pipe apart from one without options. https://streams.spec.whatwg.org/#dictdef-streampipeoptions */
function toPipeOptions(value, prefix) {
  const options = { __proto__: null, preventAbort: false, preventCancel: false, preventClose: false, signal: null };
  const dictionary = toDictionary(value, prefix, "StreamPipeOptions");
  if (dictionary === undefined) {
    return options;
  }
  options.preventAbort = !!dictionary.preventAbort;
  options.preventCancel = !!dictionary.preventCancel;
  options.preventClose = !!dictionary.preventClose;
  const { signal } = dictionary;
  if (signal !== undefined) {
    if (!isAbortSignal(signal)) {
      throw new TypeError(`${prefix}: member signal is not of type 'AbortSignal'.`);
    }
    options.signal = signal;
  }
  return options;
}

// https://streams.spec.whatwg.org/#rs-pipe-through
function pipeThrough(source, transform, optionsArgument) {
  const prefix = "Failed to execute 'pipeThrough' on 'ReadableStream'";
  const pair = toDictionary(transform, prefix, "ReadableWritablePair");
  const readable = pair?.readable;
  if (!readableStreams.isReadableStream(readable)) {
    throw new TypeError(`${prefix}: member readable is not of type 'ReadableStream'.`);
  }
  const { writable } = pair;
  if (!writableStreams.isWritableStream(writable)) {
    throw new TypeError(`${prefix}: member writable is not of type 'WritableStream'.`);
  }
  const options = toPipeOptions(optionsArgument, prefix);
  const destination = writableStreams.insideOf(writable);
  checkUnlocked(source, destination, prefix);
  markHandled(pipeTo(source, destination, options));
  return readable;
}

// https://streams.spec.whatwg.org/#rs-pipe-to
function pipeToDestination(source, destination, optionsArgument) {
  const prefix = "Failed to execute 'pipeTo' on 'ReadableStream'";
  if (!writableStreams.isWritableStream(destination)) {
    throw new TypeError(`${prefix}: parameter 1 is not of type 'WritableStream'.`);
  }
  const options = toPipeOptions(optionsArgument, prefix);
  const inside = writableStreams.insideOf(destination);
  checkUnlocked(source, inside, prefix);
  return pipeTo(source, inside, options);
}

function checkUnlocked(source, destination, prefix) {
  if (source.isLocked()) {
    throw new TypeError(`${prefix}: the stream is locked`);
  }
  if (destination.isLocked()) {
    throw new TypeError(`${prefix}: the destination is locked`);
  }
}

/**
 * Pipes one inside into another; the promise tells the end.
 * https://streams.spec.whatwg.org/#readable-stream-pipe-to
 */
function pipeTo(source, destination, options) {
  return new Pipe(source, destination, options).start();
}

const NO_OPTIONS = toPipeOptions(undefined, "");

/**
 * A pipe at work, and the read request by which it waits for a chunk. It takes what is queued as long as the
 * destination wants more, within one microtask; what comes while it waits is written in a microtask of its own, so that
 * the source's enqueue() never runs the sink.
 */
class Pipe {
  constructor(source, destination, options) {
    this.source = source;
    this.destination = destination;
    this.options = options;
    this.reader = acquireDefaultReader(source);
    this.writer = acquireWriter(destination);
    this.end = new Deferred();
    this.isShuttingDown = false;
    this.hasChunk = false;
    this.chunk = undefined;
    this.openWrites = 0;
    this.whenWritten = null;
    this.abortAlgorithm = null;
    this.onReady = () => this.step();
    this.onChunk = () => {
      this.writePending();
      this.step();
    };
    // the read request's place among others
    this.next = null;
  }

  start() {
    const { source, options } = this;
    source.disturbed = true;
    if (options.signal !== null) {
      if (isAborted(options.signal)) {
        this.abort();
        return this.end.promise;
      }
      this.abortAlgorithm = () => this.abort();
      addAlgorithm(options.signal, this.abortAlgorithm);
    }
    this.watch();
    if (!this.isShuttingDown) {
      this.waitUntilReady();
    }
    return this.end.promise;
  }

  /** The four ways in which one end's fate becomes the other's, in the standard's order. */
  watch() {
    const { source, destination, reader, writer } = this;
    if (source.state === readables.ERRORED) {
      this.sourceFailed();
    } else {
      reader.closed.watch(
        () => this.sourceClosed(),
        () => this.sourceFailed(),
      );
    }
    if (destination.state === writables.ERRORED || destination.state === writables.ERRORING) {
      this.destinationFailed();
    } else {
      writer.closed.watch(noop, () => this.destinationFailed());
    }
    if (source.state === readables.CLOSED) {
      this.sourceClosed();
    }
    if (destination.isCloseQueuedOrInFlight() || destination.state === writables.CLOSED) {
      this.destinationClosed();
    }
  }

  sourceFailed() {
    const { destination, options, source } = this;
    const error = source.storedError;
    this.shutDown(options.preventAbort ? null : () => destination.abort(error), true, error);
  }

  destinationFailed() {
    const { destination, options, source } = this;
    const error = destination.storedError;
    this.shutDown(options.preventCancel ? null : () => source.cancel(error), true, error);
  }

  sourceClosed() {
    const { options, writer } = this;
    this.shutDown(options.preventClose ? null : () => writer.closeWithErrorPropagation(), false, undefined);
  }

  destinationClosed() {
    const { options, source } = this;
    const error = new TypeError("The destination of the pipe is closed");
    this.shutDown(options.preventCancel ? null : () => source.cancel(error), true, error);
  }

  abort() {
    const { destination, options, source } = this;
    const reason = reasonOf(options.signal);
    const abortDestination = !options.preventAbort;
    const cancelSource = !options.preventCancel;
    const action = () => {
      const aborting =
        abortDestination && destination.state === writables.WRITABLE ? destination.abort(reason) : undefined;
      const cancelling = cancelSource && source.state === readables.READABLE ? source.cancel(reason) : undefined;
      return both(aborting, cancelling);
    };
    this.shutDown(action, true, reason);
  }

  waitUntilReady() {
    // a destination that fails is noticed by watch()
    this.writer.ready.watch(this.onReady, noop);
  }

  /** Moves chunks until the source has none or the destination wants none. */
  step() {
    const { destination, reader, source } = this;
    const { controller } = destination;
    while (!this.isShuttingDown && source.state === readables.READABLE && destination.isOpen()) {
      if (controller.hasBackpressure()) {
        this.waitUntilReady();
        return;
      }
      if (!source.controller.hasChunk()) {
        source.controller.pullSteps(this);
        return;
      }
      this.write(source.controller.takeChunk());
    }
  }

  chunkSteps(chunk) {
    this.chunk = chunk;
    this.hasChunk = true;
    later(this.onChunk);
  }

  // the end of the source is noticed by watch()
  closeSteps() {}

  errorSteps() {}

  writePending() {
    if (this.hasChunk) {
      const { chunk } = this;
      this.hasChunk = false;
      this.chunk = undefined;
      if (this.writer.writable !== null) {
        this.write(chunk);
      }
    }
  }

  write(chunk) {
    this.openWrites++;
    this.writer.write(chunk, new PipeWrite(this));
  }

  writeEnded() {
    this.openWrites--;
    if (this.openWrites === 0 && this.whenWritten !== null) {
      later(this.whenWritten);
      this.whenWritten = null;
    }
  }

  // https://streams.spec.whatwg.org/#rs-pipeTo-shutdown-with-action
  shutDown(action, hasError, error) {
    if (this.isShuttingDown) {
      return;
    }
    this.isShuttingDown = true;
    const proceed = () => this.finish(action, hasError, error);
    if (!this.destination.isOpen()) {
      proceed();
      return;
    }
    this.writePending();
    if (this.openWrites > 0) {
      this.whenWritten = proceed;
    } else {
      later(proceed);
    }
  }

  finish(action, hasError, error) {
    if (action === null) {
      this.finalize(hasError, error);
      return;
    }
    react(
      action(),
      () => this.finalize(hasError, error),
      (failure) => this.finalize(true, failure),
    );
  }

  // https://streams.spec.whatwg.org/#rs-pipeTo-finalize
  finalize(hasError, error) {
    this.writer.release();
    this.reader.release();
    if (this.abortAlgorithm !== null) {
      removeAlgorithm(this.options.signal, this.abortAlgorithm);
    }
    if (hasError) {
      this.end.reject(error);
    } else {
      this.end.resolve(undefined);
    }
  }
}
sealClass(Pipe);

/** Hears of the end of one write of a pipe. */
class PipeWrite {
  constructor(pipe) {
    this.pipe = pipe;
    this.next = null;
  }

  resolve() {
    this.pipe.writeEnded();
  }

  reject() {
    this.pipe.writeEnded();
  }
}
sealClass(PipeWrite);

/** A promise for the end of two actions, each a promise or undefined; the first failure is its own. */
function both(first, second) {
  const end = new Deferred();
  let open = 2;
  const done = () => {
    open--;
    if (open === 0) {
      end.resolve(undefined);
    }
  };
  react(first, done, end.reject);
  react(second, done, end.reject);
  return end.promise;
}

module.exports = { NO_OPTIONS, pipeThrough, pipeTo, pipeToDestination };
