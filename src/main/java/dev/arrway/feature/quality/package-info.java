/**
 * Quality profiles: what instances have, new ones from templates, and which qualities would have to
 * go for titles to stay small. Every document begins with what the instance itself says, and
 * qualities are known by name; ids are the instance's own.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.quality;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
