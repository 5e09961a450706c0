/**
 * What actors say to each other: sealed commands, replies and failures, addresses and the envelope.
 * No Vert.x in it.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.protocol;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
