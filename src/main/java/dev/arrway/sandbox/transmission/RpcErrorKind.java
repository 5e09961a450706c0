package dev.arrway.sandbox.transmission;

/**
 * A kind of refusal in the protocol since 4.1. Its message is general; the text of the refusal
 * comes beside it when it says more.
 */
enum RpcErrorKind {
  INVALID_PARAMS(-32_602, "Invalid params"),
  UNRECOGNIZED_INFO(4, "unrecognized info"),
  SYSTEM_ERROR(5, "system error"),
  HTTP_ERROR(8, "HTTP error from backend service");

  private final int code;
  private final String message;

  RpcErrorKind(int code, String message) {
    this.code = code;
    this.message = message;
  }

  /** Returns the kind of a refusal with this text. */
  static RpcErrorKind of(String text) {
    if (text.equals(UNRECOGNIZED_INFO.message)) {
      return UNRECOGNIZED_INFO;
    }
    if (text.startsWith("Couldn't fetch torrent")) {
      return HTTP_ERROR;
    }
    return text.equals("Invalid argument") ? SYSTEM_ERROR : INVALID_PARAMS;
  }

  int code() {
    return code;
  }

  String message() {
    return message;
  }
}
