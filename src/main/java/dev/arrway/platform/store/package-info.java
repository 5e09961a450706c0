/**
 * PostgreSQL and nothing else: the embedded server, roles and migrations, the pool with its
 * transactions bound to a user, and the vault that encrypts credentials before they are stored.
 * {@link dev.arrway.platform.store.Store} opens and closes all of it in the right order.
 */
@NullMarked
@CheckReturnValue
package dev.arrway.platform.store;

import com.google.errorprone.annotations.CheckReturnValue;
import org.jspecify.annotations.NullMarked;
