/**
 * What comes out when, over all of a user's instances: releases and episodes merged by what they
 * are, as items of the API and as an iCalendar feed (RFC 5545).
 */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.calendar;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
