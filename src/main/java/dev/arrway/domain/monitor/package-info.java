/**
 * What is measured of instances over time: samples that are added up without losing their averages,
 * and thresholds that open and close alerts without flapping. Pure functions.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.domain.monitor;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
