/**
 * What a schedule searches for, and why not for the rest: pure functions of its policy, the time,
 * what is wanted, what was searched and what is being downloaded.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.schedules.plan;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
