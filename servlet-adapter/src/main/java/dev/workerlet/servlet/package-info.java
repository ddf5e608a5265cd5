/** What a web.xml names: the servlets, the filter and the listener that put workers into a web application. */
@NullMarked
package dev.workerlet.servlet;

import org.jspecify.annotations.NullMarked;
