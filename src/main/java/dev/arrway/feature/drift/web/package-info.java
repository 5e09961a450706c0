/** Routes of drift reports and reverts. */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.drift.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
