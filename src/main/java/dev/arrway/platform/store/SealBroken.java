package dev.arrway.platform.store;

/**
 * A ciphertext does not open: it was changed, belongs to another row, owner or purpose, or its key
 * is not there. Says nothing about the content.
 */
public final class SealBroken extends RuntimeException {
  private static final long serialVersionUID = 1L;

  SealBroken(AssociatedData data, Throwable cause) {
    super(
        "the encrypted " + data.purpose() + " of object " + data.objectId() + " does not open",
        cause);
  }
}
