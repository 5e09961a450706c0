/**
 * Commands, replies, failures, callers, call contexts, addresses and the envelope. Vert.x is not
 * used here.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.protocol;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
