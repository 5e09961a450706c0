/**
 * Event streams: what one owner's followers have in common is read and encoded once, each follower
 * keeps its own place, and a transport carries the events to its client.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.gateway.stream;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
