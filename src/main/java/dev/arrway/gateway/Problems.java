package dev.arrway.gateway;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrway.platform.bus.Failures;
import dev.arrway.platform.store.StoreUnavailable;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FatalErrors;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The one place where failures become what a client sees (RFC 9457). Neutral words go outward, the
 * cause goes to the log.
 */
public final class Problems {
  private static final Logger log = LoggerFactory.getLogger(Problems.class);

  private Problems() {}

  /** A failure as {@code application/problem+json}'s object. */
  public static ObjectNode json(Failure failure) {
    int status = failure.code().status();
    ObjectNode problem = ApiJson.mapper().createObjectNode();
    problem.put("type", "about:blank");
    problem.put("title", HttpResponseStatus.valueOf(status).reasonPhrase());
    problem.put("status", status);
    problem.put("detail", failure.detail());
    problem.put("code", failure.code().wireName());
    if (!failure.errors().isEmpty()) {
      problem.set("errors", ApiJson.mapper().valueToTree(failure.errors()));
    }
    return problem;
  }

  /** What a cause is called outside; an unforeseen one is written to the log. */
  static Failure of(Throwable cause, String operationId, String traceId) {
    FatalErrors.haltIfFatal(cause);
    if (cause instanceof StoreUnavailable) {
      return Failure.retryAfter(
          FailureCode.STORE_UNAVAILABLE, "The database does not answer.", Duration.ofSeconds(2));
    }
    if (Failures.isUnexpected(cause)) {
      log.atError()
          .addKeyValue("operation", operationId)
          .addKeyValue("trace", traceId)
          .setCause(cause)
          .log("an operation failed unexpectedly");
    }
    return Failures.of(cause);
  }

  /**
   * Writes a failure as the answer, unless something was written already; then the connection ends.
   */
  public static void write(HttpServerResponse response, Failure failure) {
    if (response.headWritten() || response.ended()) {
      response.reset();
      return;
    }
    Long retryAfterMs = failure.retryAfterMs();
    if (retryAfterMs != null) {
      response.putHeader("Retry-After", Long.toString((retryAfterMs + 999) / 1000));
    }
    if (failure.code() == FailureCode.UNAUTHENTICATED) {
      response.putHeader("WWW-Authenticate", "Bearer");
    }
    response
        .setStatusCode(failure.code().status())
        .putHeader(HttpHeaders.CONTENT_TYPE, "application/problem+json")
        .end(ApiJson.write(json(failure)))
        .onFailure(gone -> log.debug("a client left before its problem was written"));
  }
}
