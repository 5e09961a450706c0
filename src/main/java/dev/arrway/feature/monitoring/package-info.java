/**
 * Samples of how instances are doing, their history, thresholds per user, and the alerts that
 * follow from them.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.monitoring;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
