"use strict";

const { ObjectKeys } = primordials;
const { atob, btoa } = require("web/base64/base64");
const { CompressionStream, DecompressionStream } = require("web/compression/streams");
const { Cache, CacheStorage, caches } = require("web/cache/caches");
const { console } = require("web/console/console");
const { Crypto, crypto } = require("web/crypto/crypto");
const { CryptoKey } = require("web/crypto/crypto-key");
const { SubtleCrypto } = require("web/crypto/subtle-crypto");
const { AbortController } = require("web/dom/abort-controller");
const { AbortSignal } = require("web/dom/abort-signal");
const { DOMException, QuotaExceededError } = require("web/dom/dom-exception");
const { Event } = require("web/dom/event");
const { EventTarget } = require("web/dom/event-target");
const { CustomEvent, ErrorEvent, PromiseRejectionEvent } = require("web/dom/events");
const { TextDecoder } = require("web/encoding/text-decoder");
const { TextDecoderStream } = require("web/encoding/text-decoder-stream");
const { TextEncoder } = require("web/encoding/text-encoder");
const { TextEncoderStream } = require("web/encoding/text-encoder-stream");
const { EventSource } = require("web/eventsource/event-source");
const { fetch } = require("web/fetch/fetch");
const { Headers } = require("web/fetch/headers");
const { Request } = require("web/fetch/request");
const { Response } = require("web/fetch/response");
const { Blob } = require("web/file/blob");
const { File } = require("web/file/file");
const { FileReader } = require("web/file/file-reader");
const { FormData } = require("web/file/form-data");
const { BroadcastChannel } = require("web/messaging/broadcast-channel");
const { MessageEvent } = require("web/messaging/message-event");
const { MessageChannel, MessagePort } = require("web/messaging/message-port");
const { ProgressEvent } = require("web/file/progress-event");
const { queueMicrotask, reportError } = require("web/microtask/microtask");
const { Navigator, navigator } = require("web/navigator/navigator");
const { PerformanceEntry, PerformanceMark, PerformanceMeasure } = require("web/performance/entries");
const { PerformanceObserver, PerformanceObserverEntryList } = require("web/performance/observer");
const { Performance, performance } = require("web/performance/performance");
const { Scheduler, scheduler } = require("web/scheduler/scheduler");
const { ServiceWorkerGlobalScope, WorkerGlobalScope } = require("web/scope/worker-global-scope");
const streams = require("web/streams/streams");
const { structuredClone } = require("web/structured-clone/structured-clone");
const { URL } = require("web/url/url");
const { URLSearchParams } = require("web/url/url-search-params");
const { URLPattern } = require("web/urlpattern/url-pattern");
const { CloseEvent } = require("web/websocket/close-event");
const { WebSocketPair } = require("web/websocket/web-socket-pair");
const { WebSocket } = require("web/websocket/websocket");
const { exposeAttribute, exposeFunction, exposeInterface } = require("web/webidl/interfaces");

const interfaces = {
  __proto__: null,
  AbortController,
  AbortSignal,
  Blob,
  BroadcastChannel,
  CompressionStream,
  Cache,
  CacheStorage,
  CloseEvent,
  Crypto,
  CryptoKey,
  CustomEvent,
  DOMException,
  DecompressionStream,
  ErrorEvent,
  Event,
  EventSource,
  EventTarget,
  File,
  FileReader,
  FormData,
  Headers,
  MessageChannel,
  MessageEvent,
  MessagePort,
  Navigator,
  Performance,
  PerformanceEntry,
  PerformanceMark,
  PerformanceMeasure,
  PerformanceObserver,
  PerformanceObserverEntryList,
  ProgressEvent,
  PromiseRejectionEvent,
  QuotaExceededError,
  Request,
  Response,
  Scheduler,
  ServiceWorkerGlobalScope,
  SubtleCrypto,
  TextDecoder,
  TextDecoderStream,
  TextEncoder,
  TextEncoderStream,
  URL,
  URLPattern,
  URLSearchParams,
  WebSocket,
  WebSocketPair,
  WorkerGlobalScope,
};

const functions = { __proto__: null, atob, btoa, fetch, queueMicrotask, reportError, structuredClone };

/** Puts the web platform on a global object. */
function install(globalObject) {
  exposeAll(globalObject, interfaces, exposeInterface);
  exposeAll(globalObject, streams.interfaces, exposeInterface);
  exposeAll(globalObject, functions, exposeFunction);
  exposeInterface(globalObject, "console", console);
  exposeAttribute(globalObject, "caches", caches, false);
  exposeAttribute(globalObject, "crypto", crypto, false);
  exposeAttribute(globalObject, "navigator", navigator, false);
  exposeAttribute(globalObject, "performance", performance, true);
  exposeAttribute(globalObject, "scheduler", scheduler, true);
  exposeAttribute(globalObject, "self", globalObject, true);
}

function exposeAll(globalObject, members, expose) {
  const names = ObjectKeys(members);
  for (let i = 0; i < names.length; i++) {
    expose(globalObject, names[i], members[names[i]]);
  }
}

module.exports = { install };
