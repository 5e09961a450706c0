/** Routes of metrics, alerts, thresholds and the dashboard. */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.monitoring.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
