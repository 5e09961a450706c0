package dev.arrway.gateway;

import dev.arrway.platform.http.ClientNetwork;
import dev.arrway.protocol.Caller;
import org.jspecify.annotations.Nullable;

/**
 * What is known of a request before its body is read.
 *
 * @param caller null when no credentials were shown
 * @param address where the request comes from
 * @param traceId joins the log lines of this request
 */
record RequestHead(String operationId, @Nullable Caller caller, String address, String traceId) {
  private static final String USER = "user ";

  /**
   * Returns the key of rate limits and shares: the user, or the client's network without a user.
   */
  String limitKey() {
    return limitKey(caller, address);
  }

  static String limitKey(@Nullable Caller caller, String address) {
    return caller == null ? ClientNetwork.of(address) : USER + caller.userId();
  }

  static boolean isUser(String limitKey) {
    return limitKey.startsWith(USER);
  }
}
