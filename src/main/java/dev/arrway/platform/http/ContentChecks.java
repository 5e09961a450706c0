package dev.arrway.platform.http;

import dev.arrway.protocol.FailureCode;
import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Tells a web page, such as a proxy's login form, from the data that was asked for. */
final class ContentChecks {
  private static final int LOOKED_AT = 256;

  private ContentChecks() {}

  /** Looks at the media type; throws {@code upstream_html}. */
  static void type(Expect expect, String contentType) {
    if (expect == Expect.JSON && isHtml(contentType)) {
      throw html();
    }
  }

  private static boolean isHtml(String contentType) {
    return contentType.toLowerCase(Locale.ROOT).startsWith("text/html");
  }

  /**
   * Looks at the first piece of the body; throws {@code upstream_html}. A playlist counts as one
   * whatever its media type is: PHP calls everything {@code text/html} unless told otherwise.
   */
  static void start(Expect expect, String contentType, Buffer piece) {
    if (expect == Expect.ANY) {
      return;
    }
    String start =
        new String(
                piece.getBytes(0, Math.min(LOOKED_AT, piece.length())), StandardCharsets.ISO_8859_1)
            .replaceFirst("^(?:\u00ef\u00bb\u00bf|\u00ff\u00fe|\u00fe\u00ff)", "")
            .replace("\0", "")
            .stripLeading()
            .toLowerCase(Locale.ROOT);
    boolean page = start.startsWith("<!doctype html") || start.startsWith("<html");
    boolean called = expect == Expect.NOT_HTML && isHtml(contentType) && !isPlaylist(start);
    if (page || called || (expect != Expect.NOT_HTML && start.startsWith("<"))) {
      throw html();
    }
  }

  private static boolean isPlaylist(String start) {
    return start.startsWith("#ext") || start.matches("(?s)[a-z]{3,5}://\\S+\\s.*");
  }

  private static RuntimeException html() {
    return HttpFailures.of(
        FailureCode.UPSTREAM_HTML,
        "The upstream sent a web page instead of data; is the URL right, and no login in between?");
  }
}
