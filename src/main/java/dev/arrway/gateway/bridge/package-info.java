/**
 * The event-bus bridges: SockJS and TCP sockets that speak the frames of Vert.x's bridges, follow
 * events and call operations. Nothing of the bus itself can be reached through them.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.gateway.bridge;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
