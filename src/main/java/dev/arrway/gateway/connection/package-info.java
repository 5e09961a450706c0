/**
 * Long-lived connections of every transport: who holds them, how many there may be, when they end,
 * and how much may wait to be written to them; and the sockets below, of which a client must make
 * use.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.gateway.connection;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
