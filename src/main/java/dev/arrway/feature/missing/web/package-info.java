/** Routes of missing and available content, its addition, and matching decisions. */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.missing.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
