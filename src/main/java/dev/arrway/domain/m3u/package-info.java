/**
 * Reading M3U playlists: a push parser over bytes that holds one line at a time, and the splitting
 * of entry addresses into what may be shown and what must stay secret.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.domain.m3u;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
