package dev.arrway.feature.playlists;

/** What is found at a playlist's address. */
enum SourceKind {
  /** An M3U file. */
  M3U("m3u", "url"),
  /** The programming interface of an Xtream panel. */
  XTREAM("xtream", "xtream");

  private final String wireName;
  private final String sourceType;

  SourceKind(String wireName, String sourceType) {
    this.wireName = wireName;
    this.sourceType = sourceType;
  }

  /** As it is stored. */
  String wireName() {
    return wireName;
  }

  /** As users see it. */
  String sourceType() {
    return sourceType;
  }

  static SourceKind of(String wireName) {
    return wireName.equals(XTREAM.wireName) ? XTREAM : M3U;
  }
}
