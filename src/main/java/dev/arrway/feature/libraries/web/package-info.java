/** Routes of libraries and their synchronization. */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.libraries.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
