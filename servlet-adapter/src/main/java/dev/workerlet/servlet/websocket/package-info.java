/**
 * Clients' connections that become WebSockets, through Jakarta WebSocket. Only {@link
 * dev.workerlet.servlet.websocket.JakartaUpgrade}, {@link dev.workerlet.servlet.websocket.SocketEndpoint} and {@link
 * dev.workerlet.servlet.websocket.SessionConnection} need its classes, and are reached only where the container has them.
 */
@NullMarked
package dev.workerlet.servlet.websocket;

import org.jspecify.annotations.NullMarked;
