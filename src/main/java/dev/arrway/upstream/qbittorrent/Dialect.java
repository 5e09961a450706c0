package dev.arrway.upstream.qbittorrent;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How a server's Web API differs from that of other versions. */
enum Dialect {
  /** qBittorrent 4.1 to 4.6: pauses and resumes. */
  V4("pause", "resume"),
  /** qBittorrent 5.0 and later: stops and starts. */
  V5("stop", "start");

  /** The Web API's version that brought stopping and starting. */
  private static final int V5_MINOR = 11;

  private static final Pattern VERSION = Pattern.compile("(\\d{1,4})\\.(\\d{1,4})(\\.\\d{1,4})?");

  private final String pause;
  private final String resume;

  Dialect(String pause, String resume) {
    this.pause = pause;
    this.resume = resume;
  }

  /** The operation that pauses. */
  String pause() {
    return pause;
  }

  /** The operation that lets go on. */
  String resume() {
    return resume;
  }

  /** The dialect of a Web API version such as {@code 2.8.19}; empty when the text is none. */
  static Optional<Dialect> of(String webApiVersion) {
    Matcher version = VERSION.matcher(webApiVersion);
    if (!version.matches()) {
      return Optional.empty();
    }
    int major = Integer.parseInt(version.group(1));
    int minor = Integer.parseInt(version.group(2));
    return Optional.of(major > 2 || (major == 2 && minor >= V5_MINOR) ? V5 : V4);
  }
}
