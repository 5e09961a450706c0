/** A simulated Xtream panel: an account, movies, series with episodes, and channels. */
@NullMarked
@CheckReturnValue
package dev.arrway.sandbox.xtream;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
