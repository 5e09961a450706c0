/**
 * What Radarr and Sonarr instances say when asked: one of them, or all of a user's at once, where a
 * part that fails never fails the whole.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.arrs;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
