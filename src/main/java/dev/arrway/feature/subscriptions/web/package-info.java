/** Routes of subscriptions and their deliveries. */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.subscriptions.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
