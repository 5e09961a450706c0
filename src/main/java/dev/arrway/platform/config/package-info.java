/** The configuration tree, its loader, and the type that keeps secrets out of sight. */
@NullMarked
@CheckReturnValue
package dev.arrway.platform.config;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
