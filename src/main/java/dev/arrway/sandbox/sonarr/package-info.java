/** A simulated Sonarr (v3 API, as versions 3 and 4 serve it) with series and episodes. */
@NullMarked
@CheckReturnValue
package dev.arrway.sandbox.sonarr;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
