package dev.arrway.upstream.sabnzbd;

import dev.arrway.domain.download.NewDownload;
import dev.arrway.kind.download.DownloadSource;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The name that a job is given. It must be the release's, since whoever imports the files reads it;
 * hence a link whose end says nothing gives none, and SABnzbd finds out by itself.
 */
final class SabnzbdNames {
  private static final Pattern ENDING = Pattern.compile("(?i)\\.nzb(\\.(gz|bz2))?$");

  /** At least two words, one of which has letters beyond hexadecimal digits. */
  private static final Pattern WORDS =
      Pattern.compile("(?i)(?=.*[g-z]).*[\\p{L}\\p{N}]+[ ._-]+[\\p{L}\\p{N}]+.*");

  private SabnzbdNames() {}

  static @Nullable String of(NewDownload wanted, DownloadSource source) {
    if (wanted.name() != null && !wanted.name().isBlank()) {
      return clean(wanted.name());
    }
    if (source instanceof DownloadSource.File file) {
      return clean(ENDING.matcher(file.name()).replaceFirst(""));
    }
    return linked(((DownloadSource.Link) source).uri().reveal());
  }

  private static @Nullable String linked(String uri) {
    String path = uri.replaceFirst("[?#].*$", "").replaceFirst("^[a-zA-Z]+://[^/]*", "");
    String last = path.substring(path.lastIndexOf('/') + 1);
    if (!ENDING.matcher(last).find()) {
      return null;
    }
    String name = ENDING.matcher(decoded(last)).replaceFirst("");
    return WORDS.matcher(name).matches() ? clean(name) : null;
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /** What follows a slash would be taken for the archive's password. */
  private static @Nullable String clean(String name) {
    String clean = name.replaceAll("[/\\\\\\p{Cntrl}]+", " ").strip();
    return clean.isEmpty() ? null : clean;
  }
}
