/** A simulated Radarr (v3 API) with a library that can be changed. */
@NullMarked
@CheckReturnValue
package dev.arrway.sandbox.radarr;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
