package dev.arrway.platform.access;

import dev.arrway.protocol.Caller;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.Set;

/**
 * Checks, after a connection was opened, whether the credentials that opened it still count: the
 * session or the key exists, was not revoked and has not expired, and the account is active with
 * the same role and token version as before.
 */
public interface CredentialChecks {
  /**
   * Checks one caller, from what is known for a few seconds at most.
   *
   * @return the caller; fails with {@code unauthenticated}, or {@code forbidden} for an account
   *     that is locked out
   */
  Future<Caller> recheck(Caller caller);

  /**
   * Reads from the database which of these callers' credentials no longer count, whichever process
   * has changed that.
   */
  Future<Set<Caller>> findEnded(Collection<Caller> callers);
}
