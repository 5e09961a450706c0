package dev.arrway.platform.http;

import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.netty.channel.ConnectTimeoutException;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.ConnectionPoolTooBusyException;
import io.vertx.core.http.HttpClosedException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeoutException;
import java.util.function.Predicate;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;

/** Turns what goes wrong on the wire into failure codes with neutral words. */
final class HttpFailures {
  private static final Set<FailureCode> TIMED_OUT_OR_UNREACHED =
      EnumSet.of(
          FailureCode.UPSTREAM_TIMEOUT,
          FailureCode.UPSTREAM_CONNECT_TIMEOUT,
          FailureCode.UPSTREAM_REFUSED,
          FailureCode.UPSTREAM_DNS);

  private static final Set<FailureCode> TRANSIENT =
      EnumSet.of(
          FailureCode.UPSTREAM_TIMEOUT,
          FailureCode.UPSTREAM_CONNECT_TIMEOUT,
          FailureCode.UPSTREAM_REFUSED,
          FailureCode.UPSTREAM_DNS,
          FailureCode.UPSTREAM_RESET,
          FailureCode.UPSTREAM_TRUNCATED,
          FailureCode.UPSTREAM_ERROR,
          FailureCode.UPSTREAM_RATE_LIMITED);

  private static final Set<FailureCode> BREAKING =
      EnumSet.of(
          FailureCode.UPSTREAM_TIMEOUT,
          FailureCode.UPSTREAM_CONNECT_TIMEOUT,
          FailureCode.UPSTREAM_REFUSED,
          FailureCode.UPSTREAM_DNS,
          FailureCode.UPSTREAM_RESET,
          FailureCode.UPSTREAM_TRUNCATED,
          FailureCode.UPSTREAM_TLS_FAILED,
          FailureCode.UPSTREAM_ERROR);

  private HttpFailures() {}

  static FailureException of(FailureCode code, String detail) {
    return Failure.of(code, detail).asException();
  }

  static FailureException of(FailureCode code, String detail, Throwable cause) {
    return new FailureException(Failure.of(code, detail), cause);
  }

  static FailureException of(FailureCode code, String detail, Duration retryAfter) {
    return Failure.retryAfter(code, detail, retryAfter).asException();
  }

  /** Returns the failure for an answer that does not have the expected form. */
  static FailureException unexpected(String detail) {
    return of(FailureCode.UPSTREAM_UNEXPECTED, detail);
  }

  /** Returns the failure for an answer beyond the gateway's size limits. */
  static FailureException tooLarge(String detail) {
    return of(FailureCode.UPSTREAM_TOO_LARGE, detail);
  }

  /** The code that a future failed with, if it is one of ours. */
  static Optional<FailureCode> code(Throwable cause) {
    return cause instanceof FailureException e ? Optional.of(e.failure().code()) : Optional.empty();
  }

  /** Whether trying again soon may help. */
  static boolean worthRetrying(Throwable cause) {
    return code(cause).filter(TRANSIENT::contains).isPresent();
  }

  /** Whether a waiting user has already waited long, or the upstream is not there at all. */
  static boolean unreachedOrLate(Throwable cause) {
    return code(cause).filter(TIMED_OUT_OR_UNREACHED::contains).isPresent();
  }

  /**
   * Returns whether a failure counts for the circuit breaker: failures of the upstream itself do,
   * answers with a 4xx status do not.
   */
  static boolean breaking(Throwable cause) {
    return code(cause).filter(BREAKING::contains).isPresent();
  }

  /** What a connection attempt failed with. */
  static Throwable connecting(Throwable cause) {
    if (cause instanceof FailureException) {
      return cause;
    }
    if (cause instanceof ConnectionPoolTooBusyException) {
      return of(FailureCode.BUSY, "Too many calls wait for this upstream.", cause);
    }
    if (has(cause, UnknownHostException.class::isInstance)) {
      return of(FailureCode.UPSTREAM_DNS, "The upstream's host name does not resolve.", cause);
    }
    if (has(cause, e -> e instanceof SSLException || e instanceof CertificateException)) {
      return tls(cause);
    }
    if (has(cause, HttpFailures::isTimeout)) {
      return of(
          FailureCode.UPSTREAM_CONNECT_TIMEOUT, "No connection to the upstream in time.", cause);
    }
    if (has(cause, e -> e instanceof ConnectException || e instanceof NoRouteToHostException)) {
      return of(FailureCode.UPSTREAM_REFUSED, "The upstream refused the connection.", cause);
    }
    return of(FailureCode.UPSTREAM_RESET, "The connection to the upstream broke.", cause);
  }

  /** What waiting for the answer's head failed with. */
  static Throwable awaitingHead(Throwable cause) {
    if (cause instanceof FailureException) {
      return cause;
    }
    if (has(
        cause,
        e -> e instanceof TooLongHttpHeaderException || e instanceof TooLongHttpLineException)) {
      return of(
          FailureCode.UPSTREAM_HEADERS_TOO_LARGE, "The upstream's headers are too large.", cause);
    }
    if (has(cause, DecoderException.class::isInstance)
        || cause instanceof IllegalArgumentException) {
      return of(FailureCode.UPSTREAM_UNEXPECTED, "The upstream does not speak HTTP.", cause);
    }
    return of(
        FailureCode.UPSTREAM_RESET, "The upstream closed the connection without answer.", cause);
  }

  /** What reading the body failed with. */
  static Throwable reading(Throwable cause) {
    if (cause instanceof FailureException) {
      return cause;
    }
    if (has(cause, HttpClosedException.class::isInstance)) {
      return of(
          FailureCode.UPSTREAM_TRUNCATED, "The upstream's answer ended before its end.", cause);
    }
    if (has(cause, TooLongHttpHeaderException.class::isInstance)) {
      return of(
          FailureCode.UPSTREAM_HEADERS_TOO_LARGE, "The upstream's headers are too large.", cause);
    }
    return of(FailureCode.UPSTREAM_RESET, "The connection broke within the answer.", cause);
  }

  private static FailureException tls(Throwable cause) {
    if (has(
        cause,
        e ->
            e instanceof CertificateExpiredException
                || e instanceof CertificateNotYetValidException)) {
      return of(
          FailureCode.UPSTREAM_TLS_EXPIRED,
          "The upstream's certificate is not valid at this time.",
          cause);
    }
    if (has(cause, HttpFailures::isOtherHost)) {
      return of(
          FailureCode.UPSTREAM_TLS_HOST, "The upstream's certificate is for another host.", cause);
    }
    if (has(
        cause, e -> e instanceof CertPathValidatorException || e instanceof CertificateException)) {
      return of(
          FailureCode.UPSTREAM_TLS_UNTRUSTED, "The upstream's certificate is not trusted.", cause);
    }
    if (has(cause, HttpFailures::isTimeout)) {
      return of(FailureCode.UPSTREAM_CONNECT_TIMEOUT, "The TLS handshake took too long.", cause);
    }
    return of(FailureCode.UPSTREAM_TLS_FAILED, "The TLS handshake failed.", cause);
  }

  private static boolean isTimeout(Throwable e) {
    return e instanceof ConnectTimeoutException
        || e instanceof TimeoutException
        || e.getClass().getSimpleName().equals("SslHandshakeTimeoutException");
  }

  /** The JDK tells a wrong host only by its words (sun.security.util.HostnameChecker). */
  private static boolean isOtherHost(Throwable e) {
    String text = String.valueOf(e.getMessage());
    return e instanceof CertificateException
        && (text.contains("subject alternative") || text.startsWith("No name matching"));
  }

  private static boolean has(Throwable cause, Predicate<Throwable> test) {
    return Stream.iterate(cause, e -> e != null, Throwable::getCause).limit(20).anyMatch(test);
  }
}
