/** Commands, replies, port and command table of the kind {@code media}: a media server. */
@NullMarked
@CheckReturnValue
package dev.arrway.kind.media;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
