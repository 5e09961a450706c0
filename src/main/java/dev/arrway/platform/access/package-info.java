/**
 * Authentication and later checks of callers, as the gateway needs them and accounts implement
 * them.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.platform.access;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
