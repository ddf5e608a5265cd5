"use strict";

const { sealClass } = require("web/infra/internal-classes");
const { copyOfBytes } = require("web/infra/bytes");
const { createByteReadable } = require("web/streams/construct-readable");
const { Deferred, later, noop, react } = require("web/streams/promises");
const { acquireByobReader, acquireDefaultReader } = require("web/streams/readers");

function teeBytes(readable) {
  return new ByteTee(readable);
}

/**
 * Two byte streams that give what the one gives. It reads by a default reader, or into the view of whichever branch
 * asks with one. https://streams.spec.whatwg.org/#abstract-opdef-readablebytestreamtee
 */
class ByteTee {
  constructor(readable) {
    this.readable = readable;
    this.isReading = false;
    this.cancelled = new Deferred();
    this.firstBranch = new Branch(this);
    this.secondBranch = new Branch(this);
    this.use(acquireDefaultReader(readable));
    this.first = this.firstBranch.readable = createByteReadable(this.firstBranch, 0, 0);
    this.second = this.secondBranch.readable = createByteReadable(this.secondBranch, 0, 0);
  }

  use(reader) {
    this.reader = reader;
    reader.closed.watch(noop, (reason) => {
      if (this.reader === reader) {
        this.failBranches(reason);
        this.resolveCancelled();
      }
    });
  }

  failBranches(reason) {
    this.first.controller.error(reason);
    this.second.controller.error(reason);
  }

  resolveCancelled() {
    if (!this.firstBranch.isCancelled || !this.secondBranch.isCancelled) {
      this.cancelled.resolve(undefined);
    }
  }

  pull(branch) {
    if (this.isReading) {
      branch.readsAgain = true;
      return;
    }
    this.isReading = true;
    const request = branch.readable.controller.getByobRequest();
    const isByob = request !== null;
    if (this.reader.isByob !== isByob) {
      this.reader.release();
      this.use(isByob ? acquireByobReader(this.readable) : acquireDefaultReader(this.readable));
    }
    if (isByob) {
      this.reader.read(request.view, 1, new ReadInto(this, branch, this.otherThan(branch)));
    } else {
      this.reader.read(new Read(this));
    }
  }

  otherThan(branch) {
    return branch === this.firstBranch ? this.secondBranch : this.firstBranch;
  }

  /** A copy of the bytes, undefined after a failure that ends everything. */
  tryCopy(chunk) {
    try {
      return copyOfBytes(chunk);
    } catch (error) {
      this.failBranches(error);
      this.cancelSource(error);
      return undefined;
    }
  }

  beginForward() {
    this.firstBranch.readsAgain = false;
    this.secondBranch.readsAgain = false;
  }

  endForward() {
    this.isReading = false;
    if (this.firstBranch.readsAgain) {
      this.pull(this.firstBranch);
    } else if (this.secondBranch.readsAgain) {
      this.pull(this.secondBranch);
    }
  }

  cancel() {
    if (this.firstBranch.isCancelled && this.secondBranch.isCancelled) {
      this.cancelSource([this.firstBranch.reason, this.secondBranch.reason]);
    }
    return this.cancelled.promise;
  }

  cancelSource(reason) {
    react(this.readable.cancel(reason), this.cancelled.resolve, this.cancelled.reject);
  }
}
sealClass(ByteTee);

/** One of the two: the source of its stream. */
class Branch {
  constructor(tee) {
    this.tee = tee;
    this.readable = null;
    this.pulls = true;
    this.readsAgain = false;
    this.isCancelled = false;
    this.reason = undefined;
  }

  start() {}

  pull() {
    this.tee.pull(this);
  }

  cancel(reason) {
    this.isCancelled = true;
    this.reason = reason;
    return this.tee.cancel();
  }

  enqueue(chunk) {
    if (!this.isCancelled) {
      this.readable.controller.enqueue(chunk);
    }
  }

  close() {
    if (!this.isCancelled) {
      this.readable.controller.close();
    }
  }

  /** Tells a read that still wants memory filled that nothing comes. */
  respondWithNothing() {
    if (this.readable.controller.pending.head !== null) {
      this.readable.controller.respond(0);
    }
  }
}
sealClass(Branch);

/** A read without a view. */
class Read {
  constructor(tee) {
    this.tee = tee;
    this.next = null;
  }

  chunkSteps(chunk) {
    later(() => this.forward(chunk));
  }

  forward(chunk) {
    const { tee } = this;
    const { firstBranch, secondBranch } = tee;
    tee.beginForward();
    let second = chunk;
    if (!firstBranch.isCancelled && !secondBranch.isCancelled) {
      second = tee.tryCopy(chunk);
      if (second === undefined) {
        return;
      }
    }
    firstBranch.enqueue(chunk);
    secondBranch.enqueue(second);
    tee.endForward();
  }

  closeSteps() {
    const { tee } = this;
    tee.isReading = false;
    tee.firstBranch.close();
    tee.secondBranch.close();
    tee.firstBranch.respondWithNothing();
    tee.secondBranch.respondWithNothing();
    tee.resolveCancelled();
  }

  errorSteps() {
    this.tee.isReading = false;
  }
}
sealClass(Read);

/** A read into the view of one branch. */
class ReadInto {
  constructor(tee, branch, other) {
    this.tee = tee;
    this.branch = branch;
    this.other = other;
    this.next = null;
  }

  chunkSteps(chunk) {
    later(() => this.forward(chunk));
  }

  forward(chunk) {
    const { branch, other, tee } = this;
    tee.beginForward();
    let copy;
    if (!other.isCancelled) {
      copy = tee.tryCopy(chunk);
      if (copy === undefined) {
        return;
      }
    }
    if (!branch.isCancelled) {
      branch.readable.controller.respondWithNewView(chunk);
    }
    if (!other.isCancelled) {
      other.enqueue(copy);
    }
    tee.endForward();
  }

  closeSteps(chunk) {
    const { branch, other, tee } = this;
    tee.isReading = false;
    branch.close();
    other.close();
    if (chunk !== undefined) {
      if (!branch.isCancelled) {
        branch.readable.controller.respondWithNewView(chunk);
      }
      if (!other.isCancelled) {
        other.respondWithNothing();
      }
    }
    tee.resolveCancelled();
  }

  errorSteps() {
    this.tee.isReading = false;
  }
}
sealClass(ReadInto);

module.exports = { teeBytes };
