/** Host half of the Web Cryptography API. */
@NullMarked
package dev.workerlet.runtime.web.crypto;

import org.jspecify.annotations.NullMarked;
