"use strict";

const identity = require("context/identity");
const { addEndAction, removeEndAction } = require("context/request-state");
const timers = require("web/timers/timers");

function isAlive(frame) {
  return frame !== undefined && frame.request !== undefined && !frame.request.ended;
}

/** A frame whose request lives: the first of the two, or the running continuation's; undefined when none does. */
function chooseFrame(first, second) {
  if (isAlive(first)) {
    return first;
  }
  if (isAlive(second)) {
    return second;
  }
  const current = identity.currentFrame();
  return isAlive(current) ? current : undefined;
}

/**
 * Queues a task: `run` is called in a turn of its own, as a continuation of the frame given, or of the running one where
 * the request of that has ended. As with timers, what is still queued when its request ends is dropped.
 */
function queueTask(frame, run) {
  const chosen = chooseFrame(frame, undefined);
  if (chosen !== undefined) {
    timers.postTask(chosen, run);
  }
}

/**
 * A task that is queued at most once at a time, and passes to another request when the one that it belongs to ends.
 * `findFrame()` says whose continuation it is to be; undefined where there is nothing to do or nobody to do it for.
 */
function createTask(findFrame, run) {
  const task = { __proto__: null, findFrame, run, frame: undefined, whenEnded: undefined };
  task.whenEnded = () => {
    task.frame = undefined;
    schedule(task);
  };
  return task;
}

/** Queues the task, unless it is queued already. */
function schedule(task) {
  if (task.frame !== undefined) {
    return;
  }
  const frame = task.findFrame();
  if (frame === undefined) {
    return;
  }
  task.frame = frame;
  addEndAction(frame.request, task.whenEnded);
  timers.postTask(frame, () => {
    removeEndAction(frame.request, task.whenEnded);
    task.frame = undefined;
    task.run();
  });
}

module.exports = { chooseFrame, createTask, isAlive, queueTask, schedule };
