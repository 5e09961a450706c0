/** What media servers do and say, without any vendor's words. */
@NullMarked
@CheckReturnValue
package dev.arrway.domain.mediaserver;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
