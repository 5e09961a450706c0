/** Jellyfin: its descriptor, client, wire records and mapper. */
@NullMarked
@CheckReturnValue
package dev.arrway.upstream.jellyfin;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
