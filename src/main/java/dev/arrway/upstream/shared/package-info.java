/** What several vendors have in common, one package a family. */
@NullMarked
@CheckReturnValue
package dev.arrway.upstream.shared;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
