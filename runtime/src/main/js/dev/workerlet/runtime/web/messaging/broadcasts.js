// The broadcast channels of this context, by name. Within the context messages are cloned; to the owner's other isolates
// they go as bytes, through the host. A channel lives as long as the request that made it, and one that a script made
// while it was loaded as long as the context, though it hears other isolates only until the script is loaded: a turn
// needs a request that pays for it.
"use strict";

const { Map, MapPrototypeDelete, MapPrototypeGet, MapPrototypeSet } = primordials;
const identity = require("context/identity");
const { addEndAction, removeEndAction } = require("context/request-state");
const outbound = require("message/outbound");
const { QuotaExceededError } = require("web/dom/dom-exception");
const { copyOfList, createList, removeItem } = require("web/infra/lists");
const { chooseFrame, isAlive, queueTask } = require("web/infra/tasks");
const { dispatchMessage } = require("web/messaging/channel");
const { clone } = require("web/structured-clone/structured-clone");

const deserializer = require.lazy("web/structured-clone/deserializer");
const serializer = require.lazy("web/structured-clone/serializer");

/** Channels that may be open at once. */
const MOST_OPEN = 1_000;
/** Characters of a name, which the host keeps too. */
const LONGEST_NAME = 4_096;
/** Bytes of a message, as the serializer writes it. */
const MOST_MESSAGE_BYTES = 1 << 20;

const channels = new Map();
/** The channels that the host knows, by id. */
const subscribed = new Map();
let open = 0;
let nextId = 1;

/** A channel among those of its name. */
function createMember(name, channel, frame) {
  return { __proto__: null, id: nextId++, name, channel, frame, closed: false, whenEnded: null };
}

/** Makes a channel hear what is posted under its name. */
function join(name, channel) {
  checkQuota("broadcast channels", open + 1, MOST_OPEN);
  checkQuota("characters in the name of a broadcast channel", name.length, LONGEST_NAME);
  const frame = identity.currentFrame();
  const member = createMember(name, channel, frame);
  let members = MapPrototypeGet(channels, name);
  if (members === undefined) {
    members = createList();
    MapPrototypeSet(channels, name, members);
  }
  members[members.length] = member;
  open++;
  if (isAlive(frame)) {
    subscribe(member, frame.request);
  }
  return member;
}

function checkQuota(what, requested, quota) {
  if (requested > quota) {
    throw new QuotaExceededError(`There can be no more than ${quota} ${what}.`, { __proto__: null, quota, requested });
  }
}

/** The host's half ends with the request by itself. */
function subscribe(member, request) {
  MapPrototypeSet(subscribed, member.id, member);
  outbound.openChannel(request.id, member.id, member.name);
  member.whenEnded = request.loading ? () => unsubscribe(member) : () => forget(member);
  addEndAction(request, member.whenEnded);
}

function unsubscribe(member) {
  MapPrototypeDelete(subscribed, member.id);
  member.whenEnded = null;
}

function forget(member) {
  const members = MapPrototypeGet(channels, member.name);
  member.closed = true;
  open--;
  unsubscribe(member);
  removeItem(members, member);
  if (members.length === 0) {
    MapPrototypeDelete(channels, member.name);
  }
}

function leave(member) {
  if (member.whenEnded !== null) {
    removeEndAction(member.frame.request, member.whenEnded);
    outbound.closeChannel(member.frame.request.id, member.id);
  }
  forget(member);
}

// https://html.spec.whatwg.org/#dom-broadcastchannel-postmessage
function post(sender, value, prefix) {
  const copy = clone(value, prefix);
  // Whether or not another isolate listens: what can be sent must not depend on that.
  const bytes = serializer().serialize(copy, MOST_MESSAGE_BYTES, prefix);
  const members = copyOfList(MapPrototypeGet(channels, sender.name));
  for (let i = 0; i < members.length; i++) {
    if (members[i] !== sender) {
      // A copy each; the first one has no getters left that could run twice.
      deliverLater(members[i], clone(copy, prefix));
    }
  }
  const frame = chooseFrame(identity.currentFrame(), sender.frame);
  if (frame !== undefined) {
    outbound.postBroadcast(frame.request.id, sender.name, bytes);
  }
}

function deliverLater(member, value) {
  queueTask(member.frame, () => {
    if (!member.closed) {
      dispatchMessage(member.channel, value, []);
    }
  });
}

/** A message from another isolate, for the channel of that id. */
function receive(id, bytes) {
  const member = MapPrototypeGet(subscribed, id);
  if (member === undefined) {
    return;
  }
  identity.enter(member.frame);
  let value;
  try {
    value = deserializer().deserialize(bytes);
  } catch {
    // No memory for it, or no stack.
    dispatchMessage(member.channel, null, [], "messageerror");
    return;
  }
  dispatchMessage(member.channel, value, []);
}

module.exports = { join, leave, post, receive };
