/**
 * The only package that touches the event bus: references to actors, the codec, deadlines and
 * failure mapping.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.platform.bus;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
