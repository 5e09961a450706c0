/** Routes of media servers. */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.mediaservers.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
