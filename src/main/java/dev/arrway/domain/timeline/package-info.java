/** What happened to a title from its request until it can be played, and why it is not here yet. */
@NullMarked
@CheckReturnValue
package dev.arrway.domain.timeline;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
