package dev.arrway.platform.http;

/** What a good answer looks like, as far as the outbound chain checks it. */
public enum Expect {
  /** Anything at all. */
  ANY,
  /** JSON; a page of HTML or XML in its place fails with {@code upstream_html}. */
  JSON,
  /** JSON, whatever the media type says: there are panels that call theirs {@code text/html}. */
  UNTYPED_JSON,
  /** Anything but a page of HTML: feeds, playlists, plain text. */
  NOT_HTML
}
