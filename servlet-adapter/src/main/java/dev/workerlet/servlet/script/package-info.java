/** Where workers' files come from: the web application, or a folder outside of it. */
@NullMarked
package dev.workerlet.servlet.script;

import org.jspecify.annotations.NullMarked;
