package dev.arrway.gateway.connection;

import dev.arrway.protocol.Caller;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Context;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** One long-lived connection as the registry knows it, from its opening to its end. Thread-safe. */
public final class ClientConnection {
  private final ConnectionRegistry registry;
  private final Context context;
  private final String address;
  private final AtomicReference<@Nullable EndReason> ended = new AtomicReference<>();
  private volatile @Nullable ConnectionPeer peer;
  private volatile long identifyTimer = -1;
  private volatile boolean gone;
  private volatile boolean announced;
  private volatile @Nullable HeldCredential credential;

  /**
   * A caller and when the credential expires on the clock that never goes back, so that setting the
   * time of day back does not make a credential last longer.
   */
  record HeldCredential(Caller caller, CredentialDeadline deadline) {}

  ClientConnection(ConnectionRegistry registry, Context context, String address) {
    this.registry = registry;
    this.context = context;
    this.address = address;
  }

  /** Sets who is told of the connection's end; called where it was opened, at once. */
  public void attach(ConnectionPeer transport) {
    peer = transport;
  }

  String address() {
    return address;
  }

  /** The timer that ends the connection unless credentials are shown. */
  long identifyTimer() {
    return identifyTimer;
  }

  void identifyTimer(long timer) {
    identifyTimer = timer;
  }

  @Nullable HeldCredential credential() {
    return credential;
  }

  void use(HeldCredential newer) {
    credential = newer;
    announced = false;
  }

  void useNone() {
    credential = null;
  }

  /** Whether the connection has ended, from either side. */
  public boolean isOver() {
    return gone || ended.get() != null;
  }

  /**
   * Takes over the credential that a client of this connection has shown; the first one counts it
   * among its user's connections, a later one of the same user replaces the one before.
   *
   * @return fails with {@code limit_exceeded} when the user has too many connections, {@code
   *     forbidden} for another user's credential, or as the credential's check does
   */
  public Future<Void> identify(Caller caller) {
    return registry.identify(this, caller);
  }

  /**
   * Checks again whether the credential still counts, and ends the connection when it does not.
   *
   * @return the caller; fails with {@code unauthenticated} or {@code forbidden}
   */
  public Future<Caller> recheck() {
    HeldCredential known = credential;
    if (known == null) {
      return Future.failedFuture(EndReason.NOT_IDENTIFIED.failure().asException());
    }
    return registry
        .recheck(known)
        .recover(
            cause -> {
              if (ConnectionRegistry.isRefusal(cause)) {
                boolean expired = registry.timeLeft(known).compareTo(Duration.ZERO) <= 0;
                end(expired ? EndReason.CREDENTIAL_EXPIRED : EndReason.CREDENTIAL_REVOKED);
              }
              return Future.failedFuture(cause);
            });
  }

  /** Gives the connection's place back: the client has gone, or its transport has ended it. */
  public void close() {
    gone = true;
    registry.remove(this);
  }

  /** Ends the connection from the gateway's side; only the first reason counts. */
  void end(EndReason reason) {
    if (!gone && ended.compareAndSet(null, reason)) {
      registry.remove(this);
      context.runOnContext(
          now -> {
            if (peer != null) {
              peer.end(reason);
            }
          });
    }
  }

  /** Tells of the credential's expiry, or ends the connection when it has come. */
  void expire(Duration hintLead) {
    HeldCredential known = credential;
    if (known == null) {
      return;
    }
    Duration left = registry.timeLeft(known);
    if (left.isZero() || left.isNegative()) {
      end(EndReason.CREDENTIAL_EXPIRED);
    } else if (!announced && left.compareTo(hintLead) <= 0) {
      announced = true;
      ReconnectHint hint = ReconnectHint.of(EndReason.CREDENTIAL_EXPIRED, left);
      context.runOnContext(now -> announce(hint));
    }
  }

  private void announce(ReconnectHint hint) {
    if (!isOver() && peer != null) {
      peer.announceEnd(hint);
    }
  }

  /** The failure of a connection that ended before it was of use. */
  FailureException endedEarly() {
    EndReason reason = ended.get();
    return (reason == null ? EndReason.SHUTTING_DOWN : reason).failure().asException();
  }
}
