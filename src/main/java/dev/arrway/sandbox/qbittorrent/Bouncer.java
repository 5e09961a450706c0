package dev.arrway.sandbox.qbittorrent;

import dev.arrway.platform.config.Secret;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who may come in: logins, sessions, keys, and the ban after five wrong logins. */
final class Bouncer {
  static final String USERNAME = "admin";
  private static final int MOST_FAILURES = 5;
  private static final Duration BAN = Duration.ofHours(1);

  private final Generation generation;
  private final Secret password;
  private final Map<String, Deltas> sessions = new HashMap<>();
  private final Deltas anonymous = new Deltas();
  private int failures;
  private int logins;
  private boolean bypass;
  private @Nullable Instant bannedUntil;

  Bouncer(Generation generation, Secret password) {
    this.generation = generation;
    this.password = password;
  }

  /** How a login ended. */
  enum Outcome {
    IN,
    WRONG,
    BANNED
  }

  synchronized Outcome login(@Nullable String user, @Nullable String given) {
    logins++;
    if (bannedUntil != null && Instant.now().isBefore(bannedUntil)) {
      return Outcome.BANNED;
    }
    if (bypass) {
      return Outcome.IN;
    }
    if (USERNAME.equals(user) && given != null && password.equals(Secret.of(given))) {
      failures = 0;
      return Outcome.IN;
    }
    failures++;
    if (failures >= MOST_FAILURES) {
      bannedUntil = Instant.now().plus(BAN);
    }
    return Outcome.WRONG;
  }

  /** A new session; empty where none is needed. */
  synchronized Optional<String> open() {
    if (bypass) {
      return Optional.empty();
    }
    String id = UUID.randomUUID().toString().replace("-", "");
    sessions.put(id, new Deltas());
    return Optional.of(id);
  }

  /** The session that a request belongs to; empty when it may not come in. */
  synchronized Optional<Deltas> session(HttpServerRequest request) {
    if (bypass || bearer(request)) {
      return Optional.of(anonymous);
    }
    String cookie = request.getHeader("Cookie");
    if (cookie == null) {
      return Optional.empty();
    }
    int equals = cookie.indexOf('=');
    boolean named =
        equals > 0 && cookie.substring(0, equals).equals(cookieName(request.localAddress().port()));
    return named
        ? Optional.ofNullable(sessions.get(cookie.substring(equals + 1)))
        : Optional.empty();
  }

  private boolean bearer(HttpServerRequest request) {
    return generation.modern()
        && ("Bearer " + key().reveal()).equals(request.getHeader("Authorization"));
  }

  /** The key of 5.2. */
  Secret key() {
    return Secret.of("qbt_" + password.reveal());
  }

  String cookieName(int port) {
    return generation.modern() ? "QBT_SID_" + port : "SID";
  }

  synchronized void expireSessions() {
    sessions.clear();
    anonymous.forget();
  }

  synchronized void bypass(boolean value) {
    bypass = value;
  }

  synchronized void unban() {
    bannedUntil = null;
    failures = 0;
  }

  synchronized int failures() {
    return failures;
  }

  synchronized int logins() {
    return logins;
  }
}
