package dev.arrway.platform.http;

import dev.arrway.protocol.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpClosedException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** One request on its connection, until the head of the answer is there. */
final class Attempt {
  /**
   * The time after sending within which a broken connection counts as closed before it was reused.
   * If it breaks later, the upstream may have begun to work on the call.
   */
  private static final Duration STALE_WITHIN = Duration.ofSeconds(1);

  private final Vertx vertx;
  private final HttpClientRequest request;
  private final AttemptClock clock;
  private final boolean reused;
  private final long begun = System.nanoTime();
  private @Nullable Throwable cut;

  Attempt(Vertx vertx, HttpClientRequest request, AttemptClock clock, boolean reused) {
    this.vertx = vertx;
    this.request = request;
    this.clock = clock;
    this.reused = reused;
  }

  /** Sends the call's body and waits for the head of the answer. */
  Future<OpenAnswer> send(HttpCall call) {
    clock.limit(
        call.limits().firstByte(), "The upstream did not begin to answer in time.", this::cut);
    HttpBody body = call.body();
    Future<HttpClientResponse> head = body == null ? request.send() : request.send(body.bytes());
    return head.map(response -> opened(call, response))
        .recover(cause -> Future.failedFuture(failed(cause)));
  }

  private OpenAnswer opened(HttpCall call, HttpClientResponse response) {
    response.pause();
    response.exceptionHandler(ignored -> {});
    Map<String, List<String>> headers = headers(response);
    boolean good = response.statusCode() >= 200 && response.statusCode() < 300;
    Expect expect = good ? call.expect() : Expect.ANY;
    try {
      String type = first(headers, "content-type");
      ContentChecks.type(expect, type);
      if (good || call.accepted().contains(response.statusCode())) {
        announced(first(headers, "content-length"), call.limits().maxBody());
      }
      Inflation inflation = Inflation.of(first(headers, "content-encoding"));
      GuardedBody body =
          new GuardedBody(
              vertx,
              response,
              call.limits(),
              clock,
              inflation,
              piece -> ContentChecks.start(expect, type, piece));
      return new OpenAnswer(response.statusCode(), headers, body);
    } catch (RuntimeException e) {
      cut(e);
      throw e;
    }
  }

  private void cut(Throwable cause) {
    cut = cause;
    clock.stop();
    request.reset(0, cause);
  }

  private Throwable failed(Throwable cause) {
    clock.stop();
    if (cut != null) {
      return cut;
    }
    Throwable failure = HttpFailures.awaitingHead(cause);
    boolean closed = cause instanceof HttpClosedException || cause instanceof java.io.IOException;
    boolean atOnce = System.nanoTime() - begun < STALE_WITHIN.toNanos();
    return reused && closed && atOnce ? new StaleConnection(failure) : failure;
  }

  private static void announced(String length, long limit) {
    if (length.length() > 18 || (!length.isEmpty() && Long.parseLong(length) > limit)) {
      throw HttpFailures.of(FailureCode.UPSTREAM_TOO_LARGE, "The upstream's answer is too large.");
    }
  }

  private static String first(Map<String, List<String>> headers, String name) {
    return headers.getOrDefault(name, List.of("")).get(0);
  }

  private static Map<String, List<String>> headers(HttpClientResponse response) {
    Map<String, List<String>> headers = new LinkedHashMap<>();
    response
        .headers()
        .forEach(
            (name, value) ->
                headers
                    .computeIfAbsent(name.toLowerCase(Locale.ROOT), key -> new ArrayList<>(1))
                    .add(value));
    headers.replaceAll((name, values) -> List.copyOf(values));
    return headers;
  }

  /** A kept connection broke before any byte came: peers close those at any time. */
  static final class StaleConnection extends RuntimeException {
    private static final long serialVersionUID = 1L;

    StaleConnection(Throwable failure) {
      super(null, failure, false, false);
    }
  }
}
