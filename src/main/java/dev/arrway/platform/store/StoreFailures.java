package dev.arrway.platform.store;

import io.vertx.core.VertxException;
import io.vertx.pgclient.PgException;
import io.vertx.sqlclient.ClosedConnectionException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The driver's failures as the two that callers can act on; all others stay what they are. */
final class StoreFailures {
  /**
   * Shutdown (57P01-03), a session that was idle for too long (57P05), a statement that took too
   * long (57014) or waited too long for a lock (55P03), a transaction that was undone to end a
   * deadlock (40P01).
   */
  private static final Set<String> DOWN =
      Set.of("57P01", "57P02", "57P03", "57P05", "57014", "55P03", "40P01");

  /**
   * "Connection exception" and "insufficient resources": no disk space, no memory, too many
   * connections. Nothing is wrong with the statement, and later it may succeed.
   */
  private static final Set<String> DOWN_CLASSES = Set.of("08", "53");

  private static final String UNIQUE_VIOLATION = "23505";

  private StoreFailures() {}

  /** No connection: whatever the cause, the caller can only come back later. */
  static Throwable acquiring(Throwable cause) {
    return new StoreUnavailable("no database connection: " + cause.getMessage(), cause);
  }

  /** A failure while a connection was in use. */
  static Throwable using(Throwable cause) {
    if (cause instanceof PgException pg) {
      return ofServer(pg);
    }
    return lost(cause) ? new StoreUnavailable("database connection lost", cause) : cause;
  }

  private static Throwable ofServer(PgException cause) {
    String state = cause.getSqlState();
    if (UNIQUE_VIOLATION.equals(state)) {
      return new UniqueViolation(orUnknown(cause.getConstraint()), cause);
    }
    if (state != null && isDown(state)) {
      return new StoreUnavailable("database unavailable (" + state + ")", cause);
    }
    return cause;
  }

  private static boolean isDown(String state) {
    return DOWN.contains(state) || DOWN_CLASSES.contains(state.substring(0, 2));
  }

  private static boolean lost(Throwable cause) {
    return cause instanceof ClosedConnectionException
        || cause instanceof ClosedChannelException
        || cause instanceof IOException
        || (cause instanceof VertxException && mentionsClosed(cause.getMessage()));
  }

  private static boolean mentionsClosed(@Nullable String message) {
    return message != null && message.contains("closed");
  }

  private static String orUnknown(@Nullable String constraint) {
    return constraint == null ? "unknown" : constraint;
  }
}
