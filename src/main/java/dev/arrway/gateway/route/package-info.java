/**
 * One class per resource: turns calls into commands and service calls, and their outcomes into
 * answers.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.gateway.route;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
