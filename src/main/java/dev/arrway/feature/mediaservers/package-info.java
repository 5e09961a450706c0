/**
 * Media servers as users see them: their libraries, scans that are asked for, and scans of the
 * folders of imported files.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.mediaservers;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
