/** Routes of arrs: lists of one instance or of all, and changes. */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.arrs.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
