package dev.workerlet.runtime.network;

import dev.workerlet.runtime.limits.OutboundPolicy;

/**
 * For whom a connection is made. Connections are kept by it: what one owner's policy lets it reach, or its requests have
 * left on a connection, is no other's.
 */
record Tenant(String owner, OutboundPolicy policy) {}
