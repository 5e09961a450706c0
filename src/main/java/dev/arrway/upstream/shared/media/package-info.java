/** What media servers have in common: paths of several hosts, and telling titles apart. */
@NullMarked
@CheckReturnValue
package dev.arrway.upstream.shared.media;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
