/**
 * Follows the log of events and joins what belongs to one title: the request, the grab, the
 * download, the import, the scan and that it can be played.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.feature.timelines;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
