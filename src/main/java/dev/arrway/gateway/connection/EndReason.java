package dev.arrway.gateway.connection;

import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import java.time.Duration;
import java.util.Locale;

/** The reasons for which the gateway ends a long-lived connection. */
public enum EndReason {
  /** Something about the account's access changed; credentials that still count may reconnect. */
  ACCESS_CHANGED(
      FailureCode.SHUTTING_DOWN,
      "This connection ends because the account's access changed; reconnect with your cursor."),
  /** The credential that opened the connection was revoked, or gives other rights than before. */
  CREDENTIAL_REVOKED(
      FailureCode.UNAUTHENTICATED,
      "The credential that opened this connection no longer counts; log in again."),
  /** The credential that opened the connection has expired. */
  CREDENTIAL_EXPIRED(
      FailureCode.UNAUTHENTICATED,
      "The credential that opened this connection has expired; reconnect with a new one."),
  /** The client did not show credentials in time. */
  NOT_IDENTIFIED(FailureCode.UNAUTHENTICATED, "No credentials were shown in time."),
  /** This node goes down; the client may reconnect, here or elsewhere. */
  SHUTTING_DOWN(
      FailureCode.SHUTTING_DOWN,
      "This connection ends because this node goes down; reconnect with your cursor."),
  /** The client did not read its messages in time. */
  TOO_SLOW(
      FailureCode.LIMIT_EXCEEDED,
      "This connection ends because the client did not read its messages in time; reconnect with your"
          + " cursor.");

  private static final Duration RETRY = Duration.ofSeconds(1);

  private final FailureCode code;
  private final String detail;

  EndReason(FailureCode code, String detail) {
    this.code = code;
    this.detail = detail;
  }

  /** Returns the name that clients see. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** Returns the failure that says the same where a failure is expected. */
  public Failure failure() {
    return code == FailureCode.SHUTTING_DOWN
        ? Failure.retryAfter(code, detail, RETRY)
        : Failure.of(code, detail);
  }

  /** Whether only a new credential lets the client back in. */
  public boolean needsNewCredential() {
    return code == FailureCode.UNAUTHENTICATED;
  }
}
