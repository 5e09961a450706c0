/** What changed on an instance behind its owner's back. */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.drift;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
