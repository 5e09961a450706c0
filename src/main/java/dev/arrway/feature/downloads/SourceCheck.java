package dev.arrway.feature.downloads;

import dev.arrway.domain.download.DownloadKind;
import dev.arrway.domain.download.MagnetLink;
import dev.arrway.domain.download.TorrentFile;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureException;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells what cannot be downloaded before a client is asked. */
public final class SourceCheck {
  private static final int HEAD = 4_096;
  private static final int GZIP = 0x1f8b;

  private SourceCheck() {}

  /** What is wrong with a magnet link; null when nothing. */
  public static @Nullable String magnet(String text) {
    return MagnetLink.parse(text).isPresent()
        ? null
        : "must be a magnet link with the info hash of a torrent (magnet:?xt=urn:btih:…)";
  }

  /** What is wrong with the address of a file; null when nothing. */
  public static @Nullable String url(String text) {
    if (MagnetLink.looksLike(text)) {
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
  static DownloadKind kind(Buffer file) {
    if (file.length() == 0) {
      throw wrong("is empty");
    }
    if (file.getByte(0) == 'd' && TorrentFile.parse(file.getBytes()).isPresent()) {
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

  private static FailureException wrong(String message) {
    return Failure.invalid("file", message).asException();
  }
}
