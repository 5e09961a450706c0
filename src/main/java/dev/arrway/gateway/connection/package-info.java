/**
 * The connections that clients open: how many there may be, and how long they may take to send a
 * request.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.gateway.connection;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
