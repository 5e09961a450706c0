/** qBittorrent: its Web API v2 in the dialects of 4.x, 5.0 to 5.1, and 5.2. */
@NullMarked
@CheckReturnValue
package dev.arrway.upstream.qbittorrent;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
