package dev.arrway.domain.download;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A {@code magnet:} link (BEP 9, BEP 53). Trackers in it often carry a personal key: they are not
 * kept.
 *
 * @param hashes what the torrent may be known by, without repeats and at least one: its hash of
 *     version 1, then that of version 2
 * @param hasVersion1 whether the first of the hashes is that of version 1
 * @param name what the link calls it, or null
 */
public record MagnetLink(List<InfoHash> hashes, boolean hasVersion1, @Nullable String name) {
  /** The longest link that is read, in characters. */
  public static final int LONGEST = 65_536;

  private static final String SCHEME = "magnet:?";
  private static final String V1 = "urn:btih:";
  private static final String V2 = "urn:btmh:1220";

  public MagnetLink {
    hashes = List.copyOf(hashes);
  }

  /** Whether a text is meant as a magnet link, valid or not. */
  public static boolean looksLike(String text) {
    return text.regionMatches(true, 0, "magnet:", 0, "magnet:".length());
  }

  /**
   * Reads a link.
   *
   * @return empty when it is none, names no torrent, or is longer than {@link #LONGEST}
   */
  public static Optional<MagnetLink> parse(String text) {
    if (text.length() > LONGEST || !text.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
      return Optional.empty();
    }
    List<InfoHash> first = new ArrayList<>();
    List<InfoHash> second = new ArrayList<>();
    String name = null;
    for (String pair : text.substring(SCHEME.length()).split("&")) {
      int equals = pair.indexOf('=');
      String key = equals < 0 ? pair : pair.substring(0, equals);
      String value = equals < 0 ? "" : pair.substring(equals + 1);
      if (isTopic(key)) {
        topic(decoded(value), first, second);
      } else if (name == null && key.equalsIgnoreCase("dn")) {
        name = decoded(value).isBlank() ? null : decoded(value);
      }
    }
    boolean hasVersion1 = !first.isEmpty();
    first.addAll(second);
    List<InfoHash> hashes = first.stream().distinct().toList();
    return hashes.isEmpty()
        ? Optional.empty()
        : Optional.of(new MagnetLink(hashes, hasVersion1, name));
  }

  /** {@code xt}, or {@code xt.1} and so on where there are several. */
  private static boolean isTopic(String key) {
    String lower = key.toLowerCase(Locale.ROOT);
    return lower.equals("xt") || lower.startsWith("xt.");
  }

  private static void topic(String value, List<InfoHash> first, List<InfoHash> second) {
    String lower = value.toLowerCase(Locale.ROOT);
    if (lower.startsWith(V1)) {
      String hash = value.substring(V1.length());
      InfoHash.of(hash).filter(read -> hash.length() <= 40).ifPresent(first::add);
    } else if (lower.startsWith(V2)) {
      String hash = value.substring(V2.length());
      InfoHash.of(hash).filter(read -> hash.length() == 64).ifPresent(second::add);
    }
  }

  private static String decoded(String value) {
    try {
      return URLDecoder.decode(value, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return value;
    }
  }
}
