package dev.arrway.platform.config;

import java.util.List;
import java.util.regex.Pattern;

/**
 * Keys below {@code http}.
 *
 * @param port 0 for any free one
 * @param basePath empty, or with a leading and no trailing slash
 * @param publicUrl where others reach the gateway, without a slash at its end; empty when unknown
 * @param maxUpload bytes of an uploaded file
 * @param allowedOrigins scheme, host and port each, without a path
 * @param limits limits on bodies and connections
 */
public record HttpConfig(
    String host,
    int port,
    String basePath,
    String publicUrl,
    long maxUpload,
    List<String> allowedOrigins,
    HttpLimits limits) {
  private static final Pattern PATH = Pattern.compile("(?:/[A-Za-z0-9._~-]+)*");
  private static final Pattern ORIGIN = Pattern.compile("https?://[A-Za-z0-9.\\[\\]:-]+");
  private static final Pattern URL =
      Pattern.compile("https?://[A-Za-z0-9.\\[\\]:_-]+(?:/[A-Za-z0-9._~-]+)*");
  private static final long LEAST = 1_000;
  private static final long MOST_UPLOAD = 100L << 30;

  /** Checks all values; brings the base path into its one form. */
  public HttpConfig {
    basePath = normalised(basePath);
    publicUrl = publicUrl.replaceAll("/+$", "");
    allowedOrigins = List.copyOf(allowedOrigins);
    Check check =
        new Check()
            .filled("http.host", host)
            .port("http.port", port)
            .that(
                PATH.matcher(basePath).matches(),
                "http.base_path",
                basePath,
                "must be a path of letters, digits and . _ ~ -, such as /arrway")
            .that(
                publicUrl.isEmpty() || URL.matcher(publicUrl).matches(),
                "http.public_url",
                publicUrl,
                "must be an address, such as https://arrway.example")
            .between("http.max_upload", maxUpload, LEAST, MOST_UPLOAD);
    for (String origin : allowedOrigins) {
      check.that(
          ORIGIN.matcher(origin).matches(),
          "http.allowed_origins",
          origin,
          "must be an origin, such as https://home.example");
    }
    check.done();
  }

  private static String normalised(String path) {
    String slashed = path.isEmpty() || path.startsWith("/") ? path : "/" + path;
    return slashed.endsWith("/") ? slashed.substring(0, slashed.length() - 1) : slashed;
  }
}
