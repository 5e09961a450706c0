/**
 * Playlists: read as a stream from uploads and addresses, parsed off the event loop, stored in
 * generations so that what was there stays until the new state is complete; credentials in their
 * addresses apart and encrypted.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.playlists;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
