/** What the tests share: two embedded containers behind one interface, and a runtime that needs no V8. */
@NullMarked
package dev.workerlet.servlet.container;

import org.jspecify.annotations.NullMarked;
