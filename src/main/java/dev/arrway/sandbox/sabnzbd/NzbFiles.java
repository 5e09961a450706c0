package dev.arrway.sandbox.sabnzbd;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/** Reads of an NZB file how much there is to download. */
final class NzbFiles {
  private static final Pattern BYTES = Pattern.compile("<segment\\b[^>]*\\bbytes=\"(\\d{1,12})\"");

  private NzbFiles() {}

  /** Bytes of all segments; empty when it is no NZB file, or has none. */
  static OptionalLong size(Buffer file) {
    var text = file.toString(StandardCharsets.UTF_8);
    if (!text.contains("<nzb")) {
      return OptionalLong.empty();
    }
    var size = BYTES.matcher(text).results().mapToLong(match -> Long.parseLong(match.group(1)));
    var sum = size.sum();
    return sum > 0 ? OptionalLong.of(sum) : OptionalLong.empty();
  }
}
