/**
 * Commands, replies, port and command table of the kind {@code arr}: a manager of movies or series.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.kind.arr;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
