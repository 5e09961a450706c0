/** Routes of search schedules. */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.schedules.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
