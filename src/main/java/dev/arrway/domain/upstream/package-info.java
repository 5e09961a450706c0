/**
 * What is known of an upstream of any kind: its connection and the state that drift is measured by.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.domain.upstream;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
