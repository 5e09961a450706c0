/**
 * What Radarr and Sonarr have to say, in the gateway's own names: the values of every arr reply.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.domain.arr;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
