/** Plex Media Server: its descriptor, client, wire records and mapper. */
@NullMarked
@CheckReturnValue
package dev.arrway.upstream.plex;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
