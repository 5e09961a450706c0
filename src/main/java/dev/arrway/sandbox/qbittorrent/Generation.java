package dev.arrway.sandbox.qbittorrent;

/** Which generation of qBittorrent is simulated. */
enum Generation {
  /** 4.x: pauses and resumes, says {@code Fails.} to wrong logins. */
  V4("4.6.7", "2.9.3"),
  /** 5.0 and 5.1: stops and starts. */
  V5("5.1.2", "2.11.4"),
  /** 5.2: statuses in place of words, keys, another cookie. */
  V5_2("5.2.0", "2.15.1");

  private final String version;
  private final String webApi;

  Generation(String version, String webApi) {
    this.version = version;
    this.webApi = webApi;
  }

  /** The generation of a version such as {@code 5.1.2}; the newest when it is empty. */
  static Generation of(String version) {
    if (version.isEmpty() || version.startsWith("5.2")) {
      return V5_2;
    }
    return version.startsWith("4") ? V4 : V5;
  }

  String version() {
    return version;
  }

  String webApi() {
    return webApi;
  }

  boolean stops() {
    return this != V4;
  }

  /** Whether logins and additions are answered by statuses, and keys and 204 are known. */
  boolean modern() {
    return this == V5_2;
  }
}
