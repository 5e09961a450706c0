package dev.arrway.platform.http;

import dev.arrway.protocol.FailureCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.event.Level;

/** How the end of a call is named in logs and metrics. */
final class Outcomes {
  private Outcomes() {}

  /** The status, the name of the failure code, {@code ok} for a streamed read. */
  static String of(@Nullable Object result, @Nullable Throwable cause) {
    if (cause != null) {
      return HttpFailures.code(cause).map(FailureCode::wireName).orElse("internal");
    }
    return result instanceof HttpAnswer answer ? Integer.toString(answer.status()) : "ok";
  }

  /** Failures are expected of upstreams: they are worth a line, not an alarm. */
  static Level level(@Nullable Throwable cause) {
    return cause == null ? Level.DEBUG : Level.INFO;
  }
}
