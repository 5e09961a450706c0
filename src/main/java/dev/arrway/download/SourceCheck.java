package dev.arrway.download;

import dev.arrway.domain.download.DownloadKind;
import dev.arrway.protocol.Failure;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells what cannot be downloaded before a client is asked. */
public final class SourceCheck {
  private static final Pattern MAGNET =
      Pattern.compile(
          "magnet:\\?(?:[^\\s]*&)?xt(?:\\.\\d+)?=urn(?::|%3a)"
              + "(?:btih(?::|%3a)(?:[0-9a-f]{40}|[a-z2-7]{32})"
              + "|btmh(?::|%3a)1220[0-9a-f]{64})(?:&\\S*)?",
          Pattern.CASE_INSENSITIVE);

  private static final int HEAD = 4_096;
  private static final int GZIP = 0x1f8b;

  private SourceCheck() {}

  /** What is wrong with a magnet link; null when nothing. */
  public static @Nullable String magnet(String text) {
    return MAGNET.matcher(text).matches()
        ? null
        : "must be a magnet link with the info hash of a torrent (magnet:?xt=urn:btih:…)";
  }

  /** What is wrong with the address of a file; null when nothing. */
  public static @Nullable String url(String text) {
    if (text.regionMatches(true, 0, "magnet:", 0, 7)) {
      return "is a magnet link, which goes into magnet";
    }
    try {
      URI uri = new URI(text);
      String scheme = uri.getScheme();
      boolean web = "http".equalsIgnoreCase(scheme) || "https".equalsIgnoreCase(scheme);
      return web && uri.getHost() != null ? null : "must be an absolute http or https address";
    } catch (URISyntaxException e) {
      return "must be an absolute http or https address";
    }
  }

  /** What a file is; throws {@code invalid} when it is nothing that can be downloaded from. */
  public static DownloadKind kind(Buffer file) {
    if (file.length() == 0) {
      throw wrong("is empty");
    }
    if (isTorrent(file)) {
      return DownloadKind.TORRENT;
    }
    if (file.length() > 2 && file.getUnsignedShort(0) == GZIP) {
      return DownloadKind.NZB;
    }
    String head =
        file.getBuffer(0, Math.min(HEAD, file.length()))
            .toString(StandardCharsets.UTF_8)
            .toLowerCase(Locale.ROOT);
    if (head.contains("<nzb")) {
      return DownloadKind.NZB;
    }
    throw wrong(
        head.contains("<html") || head.contains("<!doctype html")
            ? "is a web page, not a .torrent or .nzb file"
            : "is neither a .torrent nor an .nzb file");
  }

  /** A bencoded dictionary that describes files. */
  private static boolean isTorrent(Buffer file) {
    return file.getByte(0) == 'd'
        && file.getByte(file.length() - 1) == 'e'
        && indexOf(file.getBytes(), "4:infod".getBytes(StandardCharsets.US_ASCII)) >= 0;
  }

  private static int indexOf(byte[] bytes, byte[] part) {
    for (int at = 0; at <= bytes.length - part.length; at++) {
      int same = 0;
      while (same < part.length && bytes[at + same] == part[same]) {
        same++;
      }
      if (same == part.length) {
        return at;
      }
    }
    return -1;
  }

  private static dev.arrway.protocol.FailureException wrong(String message) {
    return Failure.invalid("file", message).asException();
  }
}
