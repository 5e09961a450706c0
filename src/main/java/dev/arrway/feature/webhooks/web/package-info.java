/** Routes of webhooks that instances call. */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.webhooks.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
