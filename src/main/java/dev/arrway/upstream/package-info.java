/**
 * The interface that every vendor implements, the one actor that runs an instance of any vendor,
 * the directory of all instances, and the client through which features call them.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.upstream;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
