package dev.arrway.platform.bus;

/** A message exceeds what one message may hold. */
final class MessageTooLargeException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  MessageTooLargeException(String type, int bytes) {
    super(type + " has " + bytes + " bytes; a message may have " + WireFormat.MAX_BYTES);
  }
}
