/**
 * The interface that every vendor implements, and the one actor that runs an instance of any
 * vendor.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.upstream;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
