/** Routes of imports. */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.imports.web;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
