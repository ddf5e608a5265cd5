"use strict";

const identity = require("context/identity");
const timers = require("web/timers/timers");

function isAlive(frame) {
  return frame !== undefined && frame.request !== undefined && !frame.request.ended;
}

/**
 * Queues a task: `callback` runs in a turn of its own. It belongs to the request of `frame`, where that lives, or else
 * to the running one; where that has ended too nobody is left to be called. Returns the frame that it is booked to, or
 * undefined: as with timers, what is still queued when that request ends is dropped.
 */
function queueTask(frame, callback) {
  const booked = isAlive(frame) ? frame : identity.currentFrame();
  if (!isAlive(booked)) {
    return undefined;
  }
  timers.postTask(booked, callback);
  return booked;
}

module.exports = { isAlive, queueTask };
