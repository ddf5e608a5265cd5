import { test, assert, assertEquals } from "/harness.js";

const later = (milliseconds = 5) => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** The events of a type that come while the body runs; each is cancelled. */
async function eventsOf(type, body) {
  const events = [];
  const listener = (event) => {
    events.push(event);
    event.preventDefault();
  };
  addEventListener(type, listener);
  await body();
  await later();
  removeEventListener(type, listener);
  return events;
}

test("an uncaught exception is an error event", async () => {
  const error = new TypeError("from a timer");
  const [event] = await eventsOf("error", () => {
    setTimeout(() => {
      throw error;
    });
  });
  assert(event instanceof ErrorEvent && event.isTrusted && event.cancelable && event.error === error);
  assertEquals([event.message, event.bubbles], ["Uncaught TypeError: from a timer", false]);
  assertEquals([event.filename, event.lineno > 0, event.colno > 0], ["/web/scope/uncaught.test.js", true, true]);
});

test("exceptions of listeners, microtasks and reportError are reported", async () => {
  const events = await eventsOf("error", () => {
    const target = new EventTarget();
    target.addEventListener("x", () => {
      throw 1;
    });
    target.dispatchEvent(new Event("x"));
    queueMicrotask(() => {
      throw 2;
    });
    reportError(3);
    reportError(undefined);
  });
  assertEquals(events.map((event) => event.error), [1, 3, undefined, 2]);
  assertEquals(events[1].filename, "/web/scope/uncaught.test.js");
});

test("onerror takes five arguments and cancels with true", async () => {
  const calls = [];
  const outcomes = [];
  const error = new Error("x");
  addEventListener("error", (event) => queueMicrotask(() => outcomes.push(event.defaultPrevented)), { once: true });
  onerror = function (...all) {
    calls.push([this === globalThis, ...all]);
    return true;
  };
  assertEquals(typeof onerror, "function");
  reportError(error);
  onerror = null;
  await later();
  assertEquals(outcomes, [true]);
  const [isGlobal, message, filename, line, column, thrown] = calls[0];
  assertEquals([isGlobal, message, filename, typeof line, typeof column, thrown === error, calls.length],
    [true, "Uncaught Error: x", "/web/scope/uncaught.test.js", "number", "number", true, 1]);
});

test("onerror gets an event of another class as its one argument", () => {
  let given;
  onerror = (...all) => {
    given = all;
    return true;
  };
  const event = new Event("error", { cancelable: true });
  dispatchEvent(event);
  onerror = null;
  assert(given.length === 1 && given[0] === event && !event.defaultPrevented);
});

test("an exception of an error listener is not reported again", async () => {
  let calls = 0;
  const listener = (event) => {
    calls++;
    event.preventDefault();
    throw new Error("of the listener");
  };
  addEventListener("error", listener);
  reportError(new Error("first"));
  removeEventListener("error", listener);
  await later();
  assertEquals(calls, 1);
});

test("a rejection nobody handles is an event, and another one when it is handled after all", async () => {
  const reason = new Error("rejected");
  let promise;
  const [event] = await eventsOf("unhandledrejection", () => {
    promise = Promise.reject(reason);
  });
  assert(event instanceof PromiseRejectionEvent && event.isTrusted && event.cancelable);
  assert(event.promise === promise && event.reason === reason);
  const [handled] = await eventsOf("rejectionhandled", () => {
    promise.catch(() => {});
  });
  assert(handled.promise === promise && handled.reason === reason && !handled.cancelable);
});

test("a rejection that is handled in time is no event", async () => {
  const events = await eventsOf("unhandledrejection", async () => {
    const promise = Promise.reject(new Error("soon handled"));
    await undefined;
    promise.catch(() => {});
  });
  assertEquals(events.length, 0);
});

test("one that a listener handles is no late one", async () => {
  const events = await eventsOf("rejectionhandled", async () => {
    onunhandledrejection = (event) => {
      event.promise.catch(() => {});
      event.preventDefault();
    };
    Promise.reject(new Error("handled by the listener"));
    await later();
    onunhandledrejection = null;
  });
  assertEquals(events.length, 0);
});
