/**
 * A simulated qBittorrent of three generations of its Web API: torrents that advance by the clock,
 * sessions that expire, bans, and deltas of what has changed.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.sandbox.qbittorrent;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
