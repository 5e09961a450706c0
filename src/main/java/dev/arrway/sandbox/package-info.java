/**
 * Simulated upstreams on real sockets: the server, its catalogue of invented titles, and the faults
 * that it plays on request.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.sandbox;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
