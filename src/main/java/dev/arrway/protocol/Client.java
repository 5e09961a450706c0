package dev.arrway.protocol;

import org.jspecify.annotations.Nullable;

/**
 * Where a session is used.
 *
 * @param address the peer's
 * @param userAgent what the client calls itself; shortened
 */
public record Client(String address, @Nullable String userAgent) {
  private static final int LONGEST = 200;

  public Client {
    if (userAgent != null && userAgent.length() > LONGEST) {
      userAgent = userAgent.substring(0, LONGEST);
    }
  }
}
