/** The sample in stock servers: unpacked, started, used, redeployed and stopped as an administrator would. */
@NullMarked
package dev.workerlet.it.stock;

import org.jspecify.annotations.NullMarked;
