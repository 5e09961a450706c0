/** Routes of timelines. */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.timelines.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
