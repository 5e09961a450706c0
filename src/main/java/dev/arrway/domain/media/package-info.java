/** What a playlist entry or a library item is, in words that every feature shares. */
@NullMarked
@CheckReturnValue
package dev.arrway.domain.media;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
