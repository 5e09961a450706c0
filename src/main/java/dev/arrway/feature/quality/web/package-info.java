/** Routes of quality profiles, templates and the optimizer. */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.quality.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
