package dev.arrway.protocol;

import java.util.Locale;

/**
 * Why something could not be done: the stable codes that clients see, each with its HTTP status.
 *
 * <p>The wire form is the lower-case name ({@code upstream_timeout}); names are never changed,
 * since clients branch on them.
 */
public enum FailureCode {
  /** The request could not be read at all. */
  MALFORMED_REQUEST(400),
  /** No credentials, or none that hold. */
  UNAUTHENTICATED(401),
  /** The user may not do this, or the account is inactive. */
  FORBIDDEN(403),
  /** Absent, or not the caller's. */
  NOT_FOUND(404),
  /** The path exists, the method on it does not. */
  METHOD_NOT_ALLOWED(405),
  /** The request came slower, or took longer, than is accepted. */
  REQUEST_TIMEOUT(408),
  /** A duplicate, or a state that forbids it. */
  CONFLICT(409),
  /** The body exceeds what is accepted. */
  TOO_LARGE(413),
  /** The body's media type is not one that the operation takes. */
  UNSUPPORTED_MEDIA_TYPE(415),
  /** Fields are invalid; each is named. */
  INVALID(422),
  /** The policy for outbound addresses forbids the target. */
  ADDRESS_BLOCKED(422),
  /** Over a rate limit of the gateway, or over what one user may have or do at once. */
  LIMIT_EXCEEDED(429),

  /** The upstream did not answer in time. */
  UPSTREAM_TIMEOUT(504),
  /** No connection within the connect limit. */
  UPSTREAM_CONNECT_TIMEOUT(504),
  /** The caller's deadline passed before the upstream was reached. */
  DEADLINE_EXCEEDED(504),
  /** The upstream's host refused the connection. */
  UPSTREAM_REFUSED(502),
  /** The upstream's host name did not resolve. */
  UPSTREAM_DNS(502),
  /** The connection broke. */
  UPSTREAM_RESET(502),
  /** The answer ended before its announced end. */
  UPSTREAM_TRUNCATED(502),
  /** The answer exceeds what is read. */
  UPSTREAM_TOO_LARGE(502),
  /** The answer's head exceeds what is read. */
  UPSTREAM_HEADERS_TOO_LARGE(502),
  /** A web page came where data was expected, often a login page or a wrong URL base. */
  UPSTREAM_HTML(502),
  /** The answer is not JSON. */
  UPSTREAM_BAD_JSON(502),
  /** The answer is JSON of another shape, or another application answered. */
  UPSTREAM_UNEXPECTED(502),
  /** The upstream does not accept the credentials. */
  UPSTREAM_AUTH_FAILED(502),
  /** The upstream asks to be left alone for a while. */
  UPSTREAM_RATE_LIMITED(503),
  /** The upstream failed by itself (5xx). */
  UPSTREAM_ERROR(502),
  /** The upstream refused the request (4xx) and says why. */
  UPSTREAM_REJECTED(422),
  /** The upstream has no such object. */
  UPSTREAM_NOT_FOUND(404),
  /** The upstream points to another place, where no key is sent. */
  UPSTREAM_REDIRECT(502),
  /** The certificate's issuer is not trusted. */
  UPSTREAM_TLS_UNTRUSTED(502),
  /** The certificate is not valid at this time. */
  UPSTREAM_TLS_EXPIRED(502),
  /** The certificate is for another host. */
  UPSTREAM_TLS_HOST(502),
  /** The TLS handshake failed otherwise. */
  UPSTREAM_TLS_FAILED(502),
  /** Calls are held back because the upstream failed repeatedly. */
  BREAKER_OPEN(503),

  /** The instance's mailbox is full. */
  BUSY(503),
  /** The instance's actor is not running. */
  ACTOR_UNAVAILABLE(503),
  /** The instance is switched off. */
  INSTANCE_DISABLED(409),
  /** The instance's kind cannot do this. */
  NOT_SUPPORTED(422),
  /** The database does not answer. */
  STORE_UNAVAILABLE(503),
  /** The disk of the database has too little free space to store more. */
  STORAGE_FULL(507),
  /** The gateway's memory for requests is in use; trying again later makes sense. */
  OVERLOADED(503),
  /** The gateway is going down. */
  SHUTTING_DOWN(503),
  /** A fault of the gateway itself; the log has it. */
  INTERNAL(500);

  private final int status;

  FailureCode(int status) {
    this.status = status;
  }

  /** The HTTP status that goes with it. */
  public int status() {
    return status;
  }

  /** The stable name that clients see, such as {@code upstream_timeout}. */
  public String wireName() {
    return name().toLowerCase(Locale.ROOT);
  }
}
