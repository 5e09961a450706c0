/**
 * Transmission: its RPC in the dialect of versions up to 4.0 and in the JSON-RPC 2.0 of 4.1 and
 * later, told apart at run time.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.upstream.transmission;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
