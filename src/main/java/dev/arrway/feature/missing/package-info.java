/**
 * What playlists offer and libraries lack: entries are matched against the owner's libraries
 * whenever either changes, and what no library holds is kept as a list of its own.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.missing;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
