/** Upstream instances: whose they are, how they are reached, how they are doing. */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.instances;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
