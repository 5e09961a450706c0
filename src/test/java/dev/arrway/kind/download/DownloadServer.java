package dev.arrway.kind.download;

import dev.arrway.upstream.Credentials;

/**
 * A running download client, simulated or real, as far as contract tests need to know it.
 *
 * @param url its base URL
 * @param credentials that it accepts
 * @param wrong credentials of the same kind that it refuses, with {@link #WRONG} as their secret
 * @param application the name that connection tests give
 */
public record DownloadServer(
    String url, Credentials credentials, Credentials wrong, String application) {
  /** The secret of wrong credentials. */
  public static final String WRONG = "0123456789abcdef0123456789abcdef";
}
