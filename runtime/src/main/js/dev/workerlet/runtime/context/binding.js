// The host's way in: `attach` is called once for each new context, and gives the functions that the host keeps.
"use strict";

const { describe } = require("context/errors");
const dispatch = require("context/dispatch");
const hostFunctions = require("context/host-functions");
const operations = require("context/operations");
const outbound = require("message/outbound");
const requests = require("context/request-state");
const workerContext = require("context/worker-context");
const asyncHooks = require("node/async_hooks");
const fetcher = require.lazy("binding/service/fetcher");
const identityProbe = require.lazy("isolate/identity-probe");
const modules = require.lazy("context/modules");
const moduleValues = require.lazy("context/module-values");
const { setReportException } = require("web/dom/report-exception");
const uncaught = require("web/scope/uncaught");
const { JSONParse, ObjectDefineProperty, ObjectFreeze, ReflectApply } = primordials;

/** As it was before any worker ran. */
const globalObject = globalThis;

setReportException((error) => {
  if (!uncaught.reportError(error)) operations.log(0, `Uncaught exception: ${describe(error)}`);
});

/** V8 does not say whose continuation rejected a promise: the request whose turn it was answers for it. */
function reportRejection(promise, reason) {
  dispatch.enterTurn();
  if (!uncaught.reportRejection(promise, reason)) {
    operations.log(0, `Unhandled promise rejection: ${describe(reason)}`);
  }
}

function reportHandled(promise, reason) {
  dispatch.enterTurn();
  uncaught.reportHandled(promise, reason);
}

/** Runs a script's top level as an event of its own: what it opens belongs to the load, and ends with it. */
function beginLoad(requestId) {
  const state = new requests.RequestState(requestId);
  state.loading = true;
  dispatch.beginTurn(state);
}

/** The top level has been evaluated, or is waiting for a top-level await. */
async function endLoad(requestId, namespace, evaluation) {
  const state = requests.find(requestId);
  try {
    await evaluation;
    if (namespace !== undefined) dispatch.adoptDefault(namespace.default);
  } catch (error) {
    if (!state.ended) outbound.failed(requestId, outbound.EXCEPTION, false, describe(error));
  }
  if (!state.ended) state.release();
}

/** Runs a classic script as the body of a function; what it throws ends the load. `scope` is undefined or a moduleScope. */
function runClassic(requestId, body, scope) {
  try {
    ReflectApply(body, globalThis, [scope === undefined ? undefined : scope.importer]);
    endLoad(requestId, undefined, undefined);
  } catch (error) {
    outbound.failed(requestId, outbound.EXCEPTION, false, describe(error));
    requests.find(requestId).release();
  }
}

exports.attach = function attach(names, bind, inboundBuffer, outboundBuffer) {
  delete globalThis.__workerlet;
  primordials.captureRest();
  const host = hostFunctions.create(names, bind);
  primordials.attachCompiler((id) => host.compileScript(id));
  outbound.attach(host, outboundBuffer);
  operations.attach(host, inboundBuffer);
  workerContext.attach(host);
  dispatch.attach(host, inboundBuffer);
  return {
    __proto__: null,
    turn: dispatch.turn,
    setEnv(texts, services) {
      const env = JSONParse(texts);
      const names = JSONParse(services);
      for (let i = 0; i < names.length; i++) {
        const value = fetcher().createFetcher(names[i]);
        ObjectDefineProperty(env, names[i], { __proto__: null, value, enumerable: true });
      }
      ObjectFreeze(env);
      dispatch.setEnv(env);
      ObjectDefineProperty(globalThis, "env", { __proto__: null, value: env });
    },
    beginLoad,
    endLoad,
    runClassic,
    beginIdentityProbe: () => identityProbe().begin(globalObject),
    endIdentityProbe: () => identityProbe().end(),
    asyncHooks,
    reportRejection,
    reportHandled,
    moduleScope(path, url, main) {
      modules().attach(host);
      return modules().moduleScope(path, url, main);
    },
    exportsOf: (kind, content) => moduleValues().exportsOf(kind, content),
  };
};
