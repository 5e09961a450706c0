package dev.arrway.sandbox.arr;

/** A value that does not fit its type: the framework refuses such a request before any handler. */
final class Unbound extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private final String property;

  Unbound(String property, String message) {
    super(message);
    this.property = property;
  }

  Reply reply() {
    return Reply.unbound(property, String.valueOf(getMessage()));
  }
}
