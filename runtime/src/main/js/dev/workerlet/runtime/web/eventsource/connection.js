// Event sources at work. One belongs to the request that made it and ends with it; its events are continuations of that.
"use strict";

const { MathMin, StringPrototypeStartsWith, TypedArrayPrototypeGetLength } = primordials;
const identity = require("context/identity");
const operations = require("context/operations");
const { addEndAction, removeEndAction } = require("context/request-state");
const { DOMException } = require("web/dom/dom-exception");
const { Event, createTrustedEvent } = require("web/dom/event");
const { dispatch } = require("web/dom/event-target");
const { asciiString, utf8Encode } = require("web/encoding/utf8");
const { EventStream } = require("web/eventsource/event-stream");
const { getFromList } = require("web/fetch/headers");
const { hasBadPort, httpFetch } = require("web/fetch/http-fetch");
const { localFetch } = require("web/fetch/local-fetch");
const { parseMimeType } = require("web/fetch/mime-type");
const { resolveBlobUrl } = require("web/file/blob-url");
const { sealClass } = require("web/infra/internal-classes");
const { isAlive } = require("web/infra/tasks");
const { MessageEvent } = require("web/messaging/message-event");
const { createBytesStream } = require("web/streams/streams");
const timers = require("web/timers/timers");
const { PASSWORD, PROTOCOL, USERNAME, splitHref } = require("web/url/components");
const { originOf, parseHref } = require("web/url/parser");
const { isBufferSource } = require("web/webidl/objects");
const { authorizationOf } = require("web/websocket/target");

const CONNECTING = 0;
const OPEN = 1;
const CLOSED = 2;

/** Level of log lines. */
const WARN = 1;
const FIRST_RETRY_MILLIS = 3000;
/** The longest wait that failed attempts lead to, unless the stream has asked for a longer one. */
const MOST_BACKOFF_MILLIS = 60_000;
const MOST_RETRY_MILLIS = 2 ** 31 - 1;

// https://html.spec.whatwg.org/#dom-eventsource
function open(source, url, withCredentials, prefix) {
  const href = parseHref(url);
  if (href === null) {
    throw new DOMException(`${prefix}: The URL '${url}' is invalid.`, "SyntaxError");
  }
  const frame = identity.currentFrame();
  if (!isAlive(frame)) {
    throw new DOMException(`${prefix}: The request has ended.`, "AbortError");
  }
  const connection = new Connection(source, frame, href, withCredentials);
  connection.connect();
  return connection;
}

/** What one event source does; towards httpFetch it stands for a call of fetch() that has no body. */
class Connection {
  constructor(source, frame, url, withCredentials) {
    this.source = source;
    this.frame = frame;
    this.url = url;
    this.withCredentials = withCredentials;
    this.readyState = CONNECTING;
    this.urlParts = splitHref(url);
    /** What a blob: URL stood for when the source was made. */
    this.blob = StringPrototypeStartsWith(url, "blob:") ? resolveBlobUrl(url) : null;
    /** The request, as httpFetch takes it. */
    this.parts = null;
    this.lastEventId = "";
    this.retryMillis = FIRST_RETRY_MILLIS;
    /** Attempts in a row that have found nobody. */
    this.failures = 0;
    // What is under way, one at a time.
    this.operation = null;
    this.stream = null;
    this.timer = 0;
    this.whenEnded = () => {
      this.readyState = CLOSED;
    };
    addEndAction(frame.request, this.whenEnded);
  }

  get isClosed() {
    return this.readyState === CLOSED;
  }

  async connect() {
    let answer = null;
    let failure;
    try {
      answer = await this.ask();
    } catch (error) {
      failure = error;
    }
    this.operation = null;
    if (answer !== null) {
      this.answered(answer);
    } else {
      this.unanswered(failure);
    }
  }

  // https://html.spec.whatwg.org/#dom-eventsource steps 8 to 13
  ask() {
    this.parts = {
      __proto__: null,
      method: "GET",
      url: this.url,
      headerList: this.headerList(),
      redirect: "follow",
      cache: "no-store",
      referrer: "about:client",
      referrerPolicy: "",
      blob: this.blob,
    };
    return this.isRemote() ? httpFetch(this) : localFetch(this.parts);
  }

  isRemote() {
    const scheme = this.urlParts[PROTOCOL];
    return scheme === "http:" || scheme === "https:";
  }

  headerList() {
    const list = ["accept", "text/event-stream"];
    if (this.lastEventId !== "") {
      const bytes = utf8Encode(this.lastEventId);
      list[list.length] = "last-event-id";
      list[list.length] = asciiString(bytes, 0, TypedArrayPrototypeGetLength(bytes));
    }
    if (this.withCredentials) {
      const authorization = authorizationOf(this.urlParts[USERNAME] ?? "", this.urlParts[PASSWORD] ?? "");
      if (authorization !== "") {
        list[list.length] = "authorization";
        list[list.length] = authorization;
      }
    }
    return list;
  }

  // What httpFetch asks for.

  get hasStreamBody() {
    return false;
  }

  body() {
    return null;
  }

  send(request) {
    if (this.isClosed) throw new DOMException("The event source is closed", "AbortError");
    this.operation = operations.fetch(request);
    return this.operation.promise;
  }

  endUpload() {}

  drop(body) {
    if (body !== null && !isBufferSource(body)) body.cancel("not wanted");
  }

  // What comes of it.

  unanswered(error) {
    if (this.isClosed) return;
    // These would be the same the next time.
    if (!this.isRemote() || hasBadPort(this.urlParts) || error === this.frame.request.refusal) {
      this.fail(error.message);
    } else {
      this.failures++;
      this.reestablish();
    }
  }

  answered({ status, list, body, url }) {
    if (this.isClosed) {
      this.drop(body);
      return;
    }
    const reason = whyNoStream(status, list);
    if (reason !== null) {
      this.drop(body);
      this.fail(reason);
      return;
    }
    const stream = isBufferSource(body) ? createBytesStream(body) : body.asStream();
    this.stream = new EventStream(this, stream, originOf(url), this.lastEventId);
    this.failures = 0;
    this.queueTask(() => this.announce());
  }

  streamEnded() {
    if (this.isClosed) return;
    const { lastEventId, retryMillis } = this.stream.parser;
    this.stream = null;
    this.lastEventId = lastEventId;
    if (retryMillis !== null) this.retryMillis = MathMin(retryMillis, MOST_RETRY_MILLIS);
    this.reestablish();
  }

  /** Runs in a task, unless the source is closed by then. */
  queueTask(run) {
    timers.postTask(this.frame, () => {
      if (!this.isClosed) run();
    });
  }

  // https://html.spec.whatwg.org/#announce-the-connection
  announce() {
    this.readyState = OPEN;
    this.fire("open");
    if (!this.isClosed) this.stream.goOn();
  }

  // https://html.spec.whatwg.org/#reestablish-the-connection
  reestablish() {
    this.queueTask(() => {
      this.readyState = CONNECTING;
      this.fire("error");
      if (!this.isClosed) this.timer = timers.postTask(this.frame, () => this.connect(), this.waitMillis());
    });
  }

  waitMillis() {
    if (this.failures <= 1) return this.retryMillis;
    const longer = MathMin(this.retryMillis * 2 ** (this.failures - 1), MOST_BACKOFF_MILLIS);
    return longer > this.retryMillis ? longer : this.retryMillis;
  }

  // https://html.spec.whatwg.org/#fail-the-connection
  fail(reason) {
    if (this.isClosed) return;
    operations.log(WARN, `EventSource of ${this.url} failed: ${reason}`);
    this.queueTask(() => {
      this.forget();
      this.fire("error");
    });
  }

  // https://html.spec.whatwg.org/#dom-eventsource-close
  close() {
    if (this.isClosed) return;
    this.forget();
    const reason = new DOMException("The event source was closed", "AbortError");
    if (this.operation !== null) operations.cancel(this.operation, reason);
    if (this.stream !== null) this.stream.cancel(reason);
    timers.clear(this.timer);
  }

  forget() {
    this.readyState = CLOSED;
    removeEndAction(this.frame.request, this.whenEnded);
  }

  fire(type) {
    dispatch(this.source, createTrustedEvent(Event, type, undefined));
  }

  fireMessage({ type, data, lastEventId }, origin) {
    const init = { __proto__: null, data, origin, lastEventId };
    dispatch(this.source, createTrustedEvent(MessageEvent, type, init));
  }
}
sealClass(Connection);

/** Why a response is no event stream; null where it is one. */
function whyNoStream(status, list) {
  if (status !== 200) return `the status is ${status}, not 200`;
  const contentType = getFromList(list, "content-type");
  const mimeType = contentType === null ? null : parseMimeType(contentType);
  if (mimeType !== null && mimeType.essence === "text/event-stream") return null;
  return `the content type is ${contentType ?? "missing"}, not text/event-stream`;
}

module.exports = { open };
