/** Routes of the outbox, and the answers to requests for changes. */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.outbox.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
