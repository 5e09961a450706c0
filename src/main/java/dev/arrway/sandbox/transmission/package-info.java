/**
 * A simulated Transmission of three versions of its RPC: torrents that advance by the clock,
 * session ids that are replaced, and refusals of credentials, addresses and host names.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.sandbox.transmission;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
