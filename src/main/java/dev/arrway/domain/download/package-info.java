/** What download clients of any kind do and say, without any vendor's words. */
@NullMarked
@CheckReturnValue
package dev.arrway.domain.download;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
