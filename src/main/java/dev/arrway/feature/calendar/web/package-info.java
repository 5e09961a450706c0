/** Routes of the calendar and its iCalendar feed. */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.calendar.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
