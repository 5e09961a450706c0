package dev.arrway.platform.http;

/** The methods that upstreams use. */
public enum HttpVerb {
  GET(true),
  HEAD(true),
  PUT(true),
  DELETE(true),
  POST(false),
  PATCH(false);

  private final boolean idempotent;

  HttpVerb(boolean idempotent) {
    this.idempotent = idempotent;
  }

  /** Whether doing it twice has the effect of doing it once (RFC 9110, 9.2.2). */
  public boolean idempotent() {
    return idempotent;
  }

  /** Whether it changes nothing upstream. */
  public boolean safe() {
    return this == GET || this == HEAD;
  }
}
