/** A simulated Plex Media Server. */
@NullMarked
@CheckReturnValue
package dev.arrway.sandbox.plex;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
