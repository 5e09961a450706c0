/** Commands, replies, port and command table of the kind {@code download}: a download client. */
@NullMarked
@CheckReturnValue
package dev.arrway.kind.download;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
