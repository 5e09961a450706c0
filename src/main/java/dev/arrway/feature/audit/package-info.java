/** Who did what to which instance, when, from where, and how it ended: added to, never changed. */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.audit;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
