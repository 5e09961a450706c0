/** A simulated Jellyfin. */
@NullMarked
@CheckReturnValue
package dev.arrway.sandbox.jellyfin;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
