package dev.arrway.sandbox.transmission;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rules for who may call a simulated Transmission, and their switches. Versions since 4.0 deny
 * logins after failed ones as if their setting {@code anti-brute-force-enabled} were on. Safe from
 * any thread.
 */
public final class TransmissionAccess {
  static final String ID_HEADER = "X-Transmission-Session-Id";
  private static final int MOST_FAILED_LOGINS = 100;

  private String sessionId = newId();
  private boolean authentication = true;
  private boolean addressesDenied;
  private boolean versionTold = true;
  private boolean sessionsRefused;
  private int failedLogins;
  private int logins;

  TransmissionAccess() {}

  private static String newId() {
    return UUID.randomUUID().toString().replace("-", "") + "0123456789abcdef";
  }

  /** Replaces the session id, as the real one does every hour and at its start. */
  public synchronized void renewSession() {
    sessionId = newId();
  }

  /** Replaces the session id and forgets failed logins. */
  synchronized void restart() {
    renewSession();
    failedLogins = 0;
  }

  /** Denies all logins until a restart, as after too many failed ones of another client. */
  public synchronized void lockOut() {
    failedLogins = MOST_FAILED_LOGINS;
  }

  /** Switches whether a user name and a password are needed. */
  public synchronized void requireAuthentication(boolean value) {
    authentication = value;
  }

  /** Switches whether all IP addresses are refused. */
  public synchronized void denyAddresses(boolean value) {
    addressesDenied = value;
  }

  /** Switches whether 409 tells the version; a proxy could drop that header. */
  public synchronized void tellVersion(boolean value) {
    versionTold = value;
  }

  /** Switches whether every session id is refused. */
  public synchronized void refuseSessions(boolean value) {
    sessionsRefused = value;
  }

  /** Returns the number of failed logins since the last good one; from 100 on all are denied. */
  public synchronized int failedLogins() {
    return failedLogins;
  }

  /** Returns the number of requests with wrong credentials. */
  public synchronized int wrongLogins() {
    return logins;
  }

  synchronized boolean deniesLogins() {
    return authentication && failedLogins >= MOST_FAILED_LOGINS;
  }

  synchronized boolean deniesAddresses() {
    return addressesDenied;
  }

  synchronized boolean tellsVersion() {
    return versionTold;
  }

  synchronized boolean login(boolean rightCredentials) {
    if (!authentication || rightCredentials) {
      failedLogins = 0;
      return true;
    }
    failedLogins++;
    logins++;
    return false;
  }

  /** Host names are checked only where no password protects the server. */
  synchronized boolean knowsHost(@Nullable String header) {
    String host = header == null ? "" : header.replaceFirst(":\\d+$", "");
    return authentication || host.matches("\\d+(\\.\\d+){3}|\\[.*]|localhost\\.?");
  }

  synchronized boolean isSession(@Nullable String id) {
    return !sessionsRefused && sessionId.equals(id);
  }

  synchronized String sessionId() {
    return sessionId;
  }
}
