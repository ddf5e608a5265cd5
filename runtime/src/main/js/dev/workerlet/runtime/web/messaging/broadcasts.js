// The broadcast channels of this context, by name. Messages do not leave the isolate. A channel lives as long as the
// request that made it, and one that a script made while it was loaded as long as the context.
"use strict";

const { ArrayPrototypePush, Map, MapPrototypeDelete, MapPrototypeGet, MapPrototypeSet } = primordials;
const identity = require("context/identity");
const { addEndAction, removeEndAction } = require("context/request-state");
const { QuotaExceededError } = require("web/dom/dom-exception");
const { copyOfList, removeItem } = require("web/infra/lists");
const { isAlive, queueTask } = require("web/infra/tasks");
const { dispatchMessage } = require("web/messaging/channel");
const { clone } = require("web/structured-clone/structured-clone");

/** Channels that may be open at once. */
const MOST_OPEN = 1_000;

const channels = new Map();
let open = 0;

/** A channel among those of its name. */
function createMember(name, channel, frame) {
  return { __proto__: null, name, channel, frame, closed: false, whenEnded: null };
}

/** Makes a channel hear what is posted under its name. */
function join(name, channel) {
  if (open >= MOST_OPEN) {
    const text = `${MOST_OPEN} broadcast channels are open, there can be no more.`;
    throw new QuotaExceededError(text, { __proto__: null, quota: MOST_OPEN });
  }
  const frame = identity.currentFrame();
  const member = createMember(name, channel, frame);
  const members = MapPrototypeGet(channels, name);
  if (members === undefined) {
    MapPrototypeSet(channels, name, [member]);
  } else {
    ArrayPrototypePush(members, member);
  }
  open++;
  if (isAlive(frame) && !frame.request.loading) {
    member.whenEnded = () => forget(member);
    addEndAction(frame.request, member.whenEnded);
  }
  return member;
}

function forget(member) {
  const members = MapPrototypeGet(channels, member.name);
  member.closed = true;
  open--;
  removeItem(members, member);
  if (members.length === 0) {
    MapPrototypeDelete(channels, member.name);
  }
}

function leave(member) {
  if (member.whenEnded !== null) {
    removeEndAction(member.frame.request, member.whenEnded);
  }
  forget(member);
}

// https://html.spec.whatwg.org/#dom-broadcastchannel-postmessage
function post(sender, value, prefix) {
  const copy = clone(value, prefix);
  const members = copyOfList(MapPrototypeGet(channels, sender.name));
  for (let i = 0; i < members.length; i++) {
    if (members[i] !== sender) {
      // A copy each; the first one has no getters left that could run twice.
      deliverLater(members[i], clone(copy, prefix));
    }
  }
}

function deliverLater(member, value) {
  queueTask(member.frame, () => {
    if (!member.closed) {
      dispatchMessage(member.channel, value, []);
    }
  });
}

module.exports = { join, leave, post };
