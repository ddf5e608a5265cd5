"use strict";

const { RangeError } = primordials;
const { sealClass } = require("web/infra/internal-classes");

/**
 * A queue of nodes that are chained by their own `next`, null while a node is in no queue. Putting in and taking out
 * cost the same however long it is, and touch no array: a worker's accessors on Array.prototype could be in the way.
 */
class Queue {
  constructor() {
    this.head = null;
    this.tail = null;
  }

  push(node) {
    if (this.tail === null) {
      this.head = node;
    } else {
      this.tail.next = node;
    }
    this.tail = node;
  }

  shift() {
    const node = this.head;
    this.head = node.next;
    if (this.head === null) {
      this.tail = null;
    }
    node.next = null;
    return node;
  }

  /** Gives all nodes as a chain and leaves the queue empty. */
  takeAll() {
    const first = this.head;
    this.head = null;
    this.tail = null;
    return first;
  }
}
sealClass(Queue);

class Entry {
  constructor(value, size) {
    this.value = value;
    this.size = size;
    this.next = null;
  }
}
sealClass(Entry);

/** A queue of values with sizes and their sum. https://streams.spec.whatwg.org/#queue-with-sizes */
class SizedQueue {
  constructor() {
    this.entries = new Queue();
    this.total = 0;
  }

  isEmpty() {
    return this.entries.head === null;
  }

  // https://streams.spec.whatwg.org/#enqueue-value-with-size
  push(value, size) {
    if (!(size >= 0 && size < Infinity)) {
      throw new RangeError("The size of a chunk must be a finite, non-negative number");
    }
    this.entries.push(new Entry(value, size));
    this.total += size;
  }

  peek() {
    return this.entries.head.value;
  }

  shift() {
    const entry = this.entries.shift();
    this.total -= entry.size;
    if (this.total < 0) {
      // rounding errors
      this.total = 0;
    }
    return entry.value;
  }

  clear() {
    this.entries.takeAll();
    this.total = 0;
  }
}
sealClass(SizedQueue);

module.exports = { Queue, SizedQueue };
