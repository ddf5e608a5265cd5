"use strict";

const {
  Map,
  MapPrototypeDelete,
  MapPrototypeForEach,
  MapPrototypeGet,
  MapPrototypeSet,
  PromiseReject,
  TypedArrayPrototypeGetBuffer,
  TypedArrayPrototypeGetByteLength,
  TypedArrayPrototypeGetByteOffset,
  TypeError,
} = primordials;
const { DOMException } = require("web/dom/dom-exception");
const { addEndAction, cancelOperation, startCancellable } = require("context/request-state");
const outbound = require("message/outbound");
const { describe } = require("context/errors");
const { sealClass } = require("web/infra/internal-classes");
const { LATER } = require("web/streams/promises");
const streams = require("web/streams/streams");

/**
 * A body that the host feeds: gathered by the host, passed on within it, or made a stream, one of these once. It ends with
 * the request that it came to, unless it was passed on. Other half: IncomingStream.
 */
class IncomingBody {
  constructor(state, id) {
    this.state = state;
    this.id = id;
    this.stream = null;
    this.controller = null;
    this.collecting = null;
    this.isPassedOn = false;
    this.isOver = false;
    /** Why nothing of it is given any more. */
    this.failure = null;
    /** Called when nothing can fail any more. */
    this.onSettled = null;
    state.streams ??= new Map();
    if (state.endIncoming === null) {
      state.endIncoming = () => endAll(state);
      addEndAction(state, state.endIncoming);
    }
    MapPrototypeSet(state.streams, id, this);
  }

  /** The stream, made when it is first asked for. */
  asStream() {
    if (this.stream === null) {
      const algorithms = {
        __proto__: null,
        isBytes: true,
        body: this,
        start: (controller) => {
          this.controller = controller;
          if (this.failure !== null) controller.error(this.failure.error);
        },
        pull: () => {
          outbound.streamPull(this.state.id, this.id);
          return LATER;
        },
        cancel: (reason) => this.cancel(describe(reason)),
      };
      this.stream = streams.createStream(algorithms);
    }
    return this.stream;
  }

  /** A promise of all of it as one Uint8Array. */
  collect() {
    if (this.failure !== null) return PromiseReject(this.failure.error);
    this.collecting = startCancellable(
      (requestId, operationId) => outbound.streamCollect(requestId, this.id, operationId),
      (bytes) => {
        this.settle();
        return bytes;
      },
      this.state,
    );
    return this.collecting.promise;
  }

  /** Whether nobody has had anything of it. */
  isPristine() {
    if (this.isOver || this.isPassedOn || this.collecting !== null) return false;
    return this.stream === null || streams.pristineSource(this.stream) !== undefined;
  }

  /** What a message says to have the host take it from here; a stream that was made of it is left locked. */
  passOn() {
    if (this.failure !== null) throw this.failure.error;
    if (this.stream !== null) streams.seize(this.stream);
    this.isPassedOn = true;
    // For a request that the body was moved to before: it would wait for ever.
    this.failure = { __proto__: null, error: new TypeError("The body has been passed on") };
    return new outbound.StreamRef(this.id, this.state.id);
  }

  /** Nobody wants it any more. */
  cancel(text) {
    if (this.isOver) return;
    outbound.streamCancel(this.state.id, this.id, text);
    this.settle();
  }

  /** It fails for whoever has it, or will ask for it. */
  fail(error) {
    if (this.isOver) return;
    outbound.streamCancel(this.state.id, this.id, describe(error));
    this.failHere(error);
  }

  failHere(error) {
    this.failure = { __proto__: null, error };
    if (this.collecting !== null) {
      cancelOperation(this.collecting, error);
    } else if (this.controller !== null) {
      this.controller.error(error);
    }
    this.settle();
  }

  settle() {
    if (this.isOver) return;
    this.isOver = true;
    MapPrototypeDelete(this.state.streams, this.id);
    if (this.onSettled !== null) this.onSettled();
  }

  // What the host tells.

  received(bytes, isLast) {
    const { controller } = this;
    controller.enqueueOwned(
      TypedArrayPrototypeGetBuffer(bytes),
      TypedArrayPrototypeGetByteOffset(bytes),
      TypedArrayPrototypeGetByteLength(bytes),
    );
    if (isLast) {
      this.ended();
    } else {
      controller.pulled();
    }
  }

  ended() {
    this.settle();
    this.controller.close();
  }

  failed(text) {
    this.failHere(new TypeError(text));
  }
}
sealClass(IncomingBody);

/** The request has ended. */
function endAll(state) {
  MapPrototypeForEach(state.streams, (body) => {
    if (!body.isPassedOn) body.failHere(new DOMException("The request has ended", "AbortError"));
  });
}

/** The body that a message names by its id. */
function find(state, id) {
  return state === undefined || state.streams === null ? undefined : MapPrototypeGet(state.streams, id);
}

/** The body behind a stream that nobody has touched, or null. */
function behind(stream) {
  const source = streams.pristineSource(stream);
  return source === undefined || source.body === undefined || source.body.isOver ? null : source.body;
}

module.exports = { IncomingBody, behind, find };
