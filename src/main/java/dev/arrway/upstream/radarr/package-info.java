/** Radarr: its descriptor, settings, client, wire records and mapper. */
@NullMarked
@CheckReturnValue
package dev.arrway.upstream.radarr;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
