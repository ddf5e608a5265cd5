"use strict";

const {
  PromiseReject,
  PromiseResolve,
  StringPrototypeCharCodeAt,
  StringPrototypeSlice,
  TypeError,
} = primordials;
const { utf8Decode, utf8Encode } = require("web/encoding/utf8");
const { blobBytes, blobType, isBlob } = require("web/file/blob");
const { createFate, settleFate, shareFate, streamWithFate } = require("web/fetch/body-fate");
const { isFormData } = require("web/file/form-data");
const { encodeMultipart } = require("web/file/multipart-encoder");
const incoming = require.lazy("web/fetch/incoming-body");
const { copyOfBytes, spansBuffer } = require("web/infra/bytes");
const { sealClass } = require("web/infra/internal-classes");
const streams = require("web/streams/streams");
const { isURLSearchParams, serializeSearchParams } = require("web/url/url-search-params");
const { copyBytesOf, isBufferSource, isObject } = require("web/webidl/objects");
const { toUSVString } = require("web/webidl/strings");

/**
 * The body of a request or response: bytes or a well-formed string that waits in memory, and a
 * stream only once somebody asks for one; or an IncomingBody, likewise. Exactly one of `source`, `stream` and `incoming` is
 * not null.
 */
class BodyState {
  // Declared, so that setting them in the constructor asks no setter of Object.prototype.
  source;
  stream;
  type;
  owned;
  fate;
  used;
  incoming;

  constructor(source, stream, type, owned) {
    this.source = source;
    this.stream = stream;
    /** The content type the body implies, null when it implies none. */
    this.type = type;
    /** Whether a Uint8Array source is ours alone, so that its memory can be given away. */
    this.owned = owned;
    /** What becomes of a body from the network: see web/fetch/body-fate. Null for any other. */
    this.fate = null;
    /** A source, or incoming body, that has been read; a stream knows for itself. */
    this.used = false;
    this.incoming = null;
  }
}
sealClass(BodyState);

const TEXT_TYPE = "text/plain;charset=UTF-8";

// https://fetch.spec.whatwg.org/#concept-bodyinit-extract
function extractBody(init, prefix) {
  if (typeof init === "string") {
    return new BodyState(toUSVString(init), null, TEXT_TYPE, false);
  }
  if (isObject(init)) {
    if (isBlob(init)) {
      const type = blobType(init);
      return new BodyState(blobBytes(init), null, type === "" ? null : type, false);
    }
    if (isFormData(init)) {
      const { bytes, type } = encodeMultipart(init);
      return new BodyState(bytes, null, type, true);
    }
    if (isURLSearchParams(init)) {
      const type = "application/x-www-form-urlencoded;charset=UTF-8";
      return new BodyState(serializeSearchParams(init), null, type, false);
    }
    if (streams.isReadableStream(init)) {
      if (streams.isDisturbed(init) || streams.isLocked(init)) {
        throw new TypeError(`${prefix}: The stream is disturbed or locked`);
      }
      return new BodyState(null, init, null, false);
    }
    if (isBufferSource(init)) {
      return new BodyState(copyBytesOf(init), null, null, true);
    }
  }
  return new BodyState(toUSVString(init), null, TEXT_TYPE, false);
}

/** A body the host hands over, a Uint8Array that it keeps no hold on, or an IncomingBody. */
function bodyFromHost(content) {
  if (isBufferSource(content)) return new BodyState(content, null, null, true);
  const body = new BodyState(null, null, null, true);
  body.incoming = content;
  return body;
}

/** A body from the network. */
function bodyFromNetwork(content) {
  const body = bodyFromHost(content);
  if (body.incoming === null) body.fate = createFate();
  return body;
}

function isUsed(body) {
  return body.stream === null ? body.used : streams.isDisturbed(body.stream);
}

// https://fetch.spec.whatwg.org/#body-unusable
function isUnusable(body) {
  const { stream } = body;
  return stream === null ? body.used : streams.isDisturbed(stream) || streams.isLocked(stream);
}

/** The stream of a body, which from here on is where its bytes come from. */
function streamOf(body) {
  if (body.stream === null) {
    body.stream = body.used ? streams.createConsumedStream() : sourceStream(body);
    body.source = null;
    body.incoming = null;
  }
  return body.stream;
}

function sourceStream(body) {
  if (body.incoming !== null) return body.incoming.asStream();
  const bytes = takeBytes(body);
  return body.fate === null ? streams.createBytesStream(bytes) : streamWithFate(bytes, body.fate);
}

/** The source of a body as bytes that nobody else refers to. */
function takeBytes(body) {
  const { source } = body;
  if (typeof source === "string") {
    return utf8Encode(source);
  }
  return body.owned ? source : copyOfBytes(source);
}

/** A second body with the same content. https://fetch.spec.whatwg.org/#concept-body-clone */
function cloneBody(body) {
  if (body.incoming !== null) streamOf(body);
  if (body.stream === null) {
    body.owned = false;
    const clone = new BodyState(body.source, null, body.type, false);
    clone.fate = body.fate;
    if (clone.fate !== null) shareFate(clone.fate);
    return clone;
  }
  const branches = streams.tee(body.stream);
  body.stream = branches[0];
  return new BodyState(null, branches[1], body.type, false);
}

/** Moves the content into a new body and leaves the old one used. */
function moveBody(body) {
  if (body.stream !== null) {
    return new BodyState(null, streams.createProxy(body.stream), body.type, false);
  }
  body.used = true;
  const moved = new BodyState(body.source, null, body.type, body.owned);
  moved.incoming = body.incoming;
  moved.fate = body.fate;
  return moved;
}

/**
 * Marks the body used and gives its content to `convert`, a string or a Uint8Array; the result is a
 * promise. A body in memory makes no stream. https://fetch.spec.whatwg.org/#concept-body-consume-body
 */
function consume(body, convert, argument) {
  if (body === null) {
    return convertNow("", true, convert, argument);
  }
  const { fate } = body;
  if (fate !== null && fate.failed && body.stream === null && !body.used) return PromiseReject(fate.error);
  if (isUnusable(body)) {
    return PromiseReject(new TypeError("Body is unusable: it has already been read or is locked"));
  }
  if (body.stream === null) {
    body.used = true;
    if (body.incoming !== null) return consumeLater(body.incoming.collect(), convert, argument);
    if (fate !== null) settleFate(fate);
    return convertNow(body.source, body.owned, convert, argument);
  }
  return consumeLater(streams.collect(body.stream), convert, argument);
}

function convertNow(content, owned, convert, argument) {
  try {
    return PromiseResolve(convert(content, owned, argument));
  } catch (error) {
    return PromiseReject(error);
  }
}

async function consumeLater(collected, convert, argument) {
  return convert(await collected, true, argument);
}

/**
 * Takes the content for whoever sends it: null, a string, a Uint8Array, an IncomingBody or a stream that stays as it is. A
 * stream that stands for an incoming body untouched is that body.
 */
function takeContent(body) {
  body.used = true;
  if (body.stream === null) return body.incoming ?? body.source;
  return incoming().behind(body.stream) ?? body.stream;
}

function contentText(content) {
  if (typeof content !== "string") {
    return utf8Decode(content);
  }
  // a string stands for its UTF-8 bytes, and decoding those drops a byte order mark
  return StringPrototypeCharCodeAt(content, 0) === 0xfeff ? StringPrototypeSlice(content, 1) : content;
}

/** The content as a Uint8Array that spans its own buffer. */
function contentBytes(content, owned) {
  if (typeof content === "string") {
    return utf8Encode(content);
  }
  return owned && spansBuffer(content) ? content : copyOfBytes(content);
}

module.exports = {
  bodyFromHost,
  bodyFromNetwork,
  cloneBody,
  consume,
  contentBytes,
  contentText,
  extractBody,
  isUnusable,
  isUsed,
  moveBody,
  streamOf,
  takeContent,
};
