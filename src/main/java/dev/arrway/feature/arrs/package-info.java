/**
 * Queries of Radarr and Sonarr instances: of one, or of all of a user at once, where a part that
 * fails never fails the whole.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.arrs;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
