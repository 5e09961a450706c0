/**
 * Subscriptions: events delivered to other people's servers by signed HTTP requests. Each follows
 * its owner's event log from a cursor; every event that matches becomes a delivery, which is tried
 * until it is taken, in order, or put aside after a day.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.subscriptions;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
