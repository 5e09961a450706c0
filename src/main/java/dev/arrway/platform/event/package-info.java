/** The durable log of what happened, and the streams that follow it. */
@NullMarked
@CheckReturnValue
package dev.arrway.platform.event;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
