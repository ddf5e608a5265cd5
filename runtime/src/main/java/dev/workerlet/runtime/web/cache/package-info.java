/** Host half of the Cache API: what workers have stored, by owner. */
@NullMarked
package dev.workerlet.runtime.web.cache;

import org.jspecify.annotations.NullMarked;
