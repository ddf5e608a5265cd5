"use strict";

const {
  Error,
  ErrorCaptureStackTrace,
  ErrorPrototype,
  ObjectDefineProperty,
  ObjectSetPrototypeOf,
  RangeError,
} = primordials;
const { defineSerializable } = require("web/structured-clone/platform-objects");
const { defineConstant, defineInterface } = require("web/webidl/interfaces");
const { toDOMString } = require("web/webidl/strings");
const { toDictionary } = require("web/webidl/objects");

// https://webidl.spec.whatwg.org/#idl-DOMException-error-names, in the order of their legacy codes;
// a null keeps the number of a constant whose name is no longer thrown.
const legacyNames = [
  ["INDEX_SIZE_ERR", "IndexSizeError"],
  ["DOMSTRING_SIZE_ERR", null],
  ["HIERARCHY_REQUEST_ERR", "HierarchyRequestError"],
  ["WRONG_DOCUMENT_ERR", "WrongDocumentError"],
  ["INVALID_CHARACTER_ERR", "InvalidCharacterError"],
  ["NO_DATA_ALLOWED_ERR", null],
  ["NO_MODIFICATION_ALLOWED_ERR", "NoModificationAllowedError"],
  ["NOT_FOUND_ERR", "NotFoundError"],
  ["NOT_SUPPORTED_ERR", "NotSupportedError"],
  ["INUSE_ATTRIBUTE_ERR", "InUseAttributeError"],
  ["INVALID_STATE_ERR", "InvalidStateError"],
  ["SYNTAX_ERR", "SyntaxError"],
  ["INVALID_MODIFICATION_ERR", "InvalidModificationError"],
  ["NAMESPACE_ERR", "NamespaceError"],
  ["INVALID_ACCESS_ERR", "InvalidAccessError"],
  ["VALIDATION_ERR", null],
  ["TYPE_MISMATCH_ERR", "TypeMismatchError"],
  ["SECURITY_ERR", "SecurityError"],
  ["NETWORK_ERR", "NetworkError"],
  ["ABORT_ERR", "AbortError"],
  ["URL_MISMATCH_ERR", "URLMismatchError"],
  ["QUOTA_EXCEEDED_ERR", "QuotaExceededError"],
  ["TIMEOUT_ERR", "TimeoutError"],
  ["INVALID_NODE_TYPE_ERR", "InvalidNodeTypeError"],
  ["DATA_CLONE_ERR", "DataCloneError"],
];

const codes = { __proto__: null };
for (let i = 0; i < legacyNames.length; i++) {
  const name = legacyNames[i][1];
  if (name !== null) {
    codes[name] = i + 1;
  }
}

function Identity(object) {
  return object;
}

// A DOMException has an [[ErrorData]] slot and a stack, so it has to be born as an Error. Its own
// state is added afterwards: a base constructor that returns its argument makes the class below
// install its private fields on that very object.
class State extends Identity {
  #name;
  #message;

  constructor(error, name, message) {
    super(error);
    this.#name = name;
    this.#message = message;
  }

  static nameOf(exception) {
    return exception.#name;
  }

  static messageOf(exception) {
    return exception.#message;
  }

  static isIn(value) {
    return typeof value === "object" && value !== null && #name in value;
  }
}

const { nameOf, messageOf } = State;

class DOMException {
  constructor(message = "", name = "Error") {
    const messageText = toDOMString(message);
    const nameText = toDOMString(name);
    const error = new Error(messageText);
    ObjectSetPrototypeOf(error, new.target.prototype);
    new State(error, nameText, messageText);
    // The stack shall begin with name and message, and with the frame that called. V8 takes the
    // message from the own property of that name; a DOMException has none.
    ErrorCaptureStackTrace(error, new.target);
    delete error.message;
    return error;
  }

  get name() {
    return nameOf(this);
  }

  get message() {
    return messageOf(this);
  }

  get code() {
    return codes[nameOf(this)] ?? 0;
  }
}
ObjectSetPrototypeOf(DOMException.prototype, ErrorPrototype);
for (let i = 0; i < legacyNames.length; i++) {
  defineConstant(DOMException, legacyNames[i][0], i + 1);
}
defineInterface(DOMException);

const quotaPrefix = "Failed to construct 'QuotaExceededError'";

function toQuota(options, member) {
  const value = options?.[member];
  if (value === undefined) {
    return null;
  }
  const number = +value;
  if (!(number >= 0 && number < Infinity)) {
    throw new RangeError(`${quotaPrefix}: '${member}' must be a finite number that is not negative.`);
  }
  return number;
}

/** https://webidl.spec.whatwg.org/#dom-domexception-serializable */
let cloneDOMException, quotasOf, makeQuotaExceeded;

// https://webidl.spec.whatwg.org/#quotaexceedederror
class QuotaExceededError extends DOMException {
  #quota;
  #requested;

  constructor(message = "", options = {}) {
    super(message, "QuotaExceededError");
    const dictionary = toDictionary(options, quotaPrefix, "QuotaExceededErrorOptions");
    const quota = toQuota(dictionary, "quota");
    const requested = toQuota(dictionary, "requested");
    if (quota !== null && requested !== null && requested < quota) {
      throw new RangeError(`${quotaPrefix}: 'requested' must not be less than 'quota'.`);
    }
    this.#quota = quota;
    this.#requested = requested;
  }

  get quota() {
    return this.#quota;
  }

  get requested() {
    return this.#requested;
  }

  static {
    cloneDOMException = (exception) => {
      if (!(#quota in exception)) {
        return new DOMException(messageOf(exception), nameOf(exception));
      }
      return makeQuotaExceeded(messageOf(exception), exception.#quota, exception.#requested);
    };
    /** The two numbers, null for another DOMException. */
    quotasOf = (exception) => (#quota in exception ? [exception.#quota, exception.#requested] : null);
    makeQuotaExceeded = (message, quota, requested) => {
      const made = new QuotaExceededError(message);
      made.#quota = quota;
      made.#requested = requested;
      return made;
    };
  }
}
defineInterface(QuotaExceededError);

function withStack(exception, stack) {
  ObjectDefineProperty(exception, "stack", {
    __proto__: null,
    value: stack,
    writable: true,
    enumerable: false,
    configurable: true,
  });
  return exception;
}

const crossing = {
  __proto__: null,
  name: "DOMException",
  take(exception) {
    const stack = typeof exception.stack === "string" ? exception.stack : undefined;
    return [nameOf(exception), messageOf(exception), stack, quotasOf(exception)];
  },
  make(parts) {
    const quotas = parts[3];
    const made =
      quotas === null ? new DOMException(parts[1], parts[0]) : makeQuotaExceeded(parts[1], quotas[0], quotas[1]);
    return withStack(made, parts[2]);
  },
};
defineSerializable(State.isIn, (exception) => withStack(cloneDOMException(exception), exception.stack), crossing);

module.exports = {
  DOMException,
  QuotaExceededError,
  isDOMException: State.isIn,
  messageOf,
  nameOf,
};
