/**
 * The API for users: HTTP server, the binder that mounts the contract's operations, who is calling,
 * problems, and streams. It knows operations and commands, and no vendor.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.gateway;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
