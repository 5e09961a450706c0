package dev.arrway.upstream.transmission;

import dev.arrway.domain.download.MagnetLink;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The links that a server adds torrents from. Servers from 3.00 to 4.1 understand the scheme, and
 * the topic of a magnet link, in one spelling only; 3.00 takes other text as the path of a file of
 * its own.
 */
final class TorrentLinks {
  static final String NO_TORRENT = "This is neither a torrent file nor a link to one.";
  static final String VERSION_2_ONLY =
      "Transmission does not support torrents of BitTorrent version 2 only.";

  private static final String MAGNET = "magnet:?";

  private TorrentLinks() {}

  /** Returns the reason why a link cannot be sent to a server; null when it can. */
  static @Nullable String findProblem(String link) {
    if (link.chars().anyMatch(Character::isISOControl)) {
      return NO_TORRENT;
    }
    if (!MagnetLink.looksLike(link)) {
      String lower = link.toLowerCase(Locale.ROOT);
      return lower.startsWith("http://") || lower.startsWith("https://") ? null : NO_TORRENT;
    }
    Optional<MagnetLink> magnet = MagnetLink.parse(link);
    if (magnet.isEmpty()) {
      return "The magnet link names no torrent.";
    }
    return magnet.get().hasVersion1() ? null : VERSION_2_ONLY;
  }

  /** Returns a link without a problem in the spelling that servers understand. */
  static String normalize(String link) {
    if (MagnetLink.looksLike(link)) {
      return MagnetLink.parse(link).map(magnet -> normalize(link, magnet)).orElse(link);
    }
    int colon = Math.max(0, link.indexOf(':'));
    return link.substring(0, colon).toLowerCase(Locale.ROOT) + link.substring(colon);
  }

  private static String normalize(String link, MagnetLink magnet) {
    String topic = "xt=urn:btih:" + magnet.hashes().get(0).hex();
    Stream<String> others =
        Arrays.stream(link.substring(MAGNET.length()).split("&"))
            .filter(pair -> !pair.isEmpty() && !isTopic(pair));
    return Stream.concat(Stream.of(topic), others).collect(Collectors.joining("&", MAGNET, ""));
  }

  /** Returns whether a parameter names the torrent, as {@code xt} and {@code xt.1} do. */
  private static boolean isTopic(String pair) {
    String lower = pair.toLowerCase(Locale.ROOT);
    return lower.startsWith("xt=") || lower.startsWith("xt.");
  }
}
