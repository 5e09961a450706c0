/**
 * The libraries of Radarr and Sonarr instances: read as streams, kept as snapshots that outlive
 * failures and restarts, and served from there.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.libraries;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
