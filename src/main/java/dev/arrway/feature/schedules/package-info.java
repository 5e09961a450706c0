/**
 * Schedules that search for what Radarr and Sonarr instances want: their rules, their runs, one
 * after another and never two at once, and what each search led to.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.schedules;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
