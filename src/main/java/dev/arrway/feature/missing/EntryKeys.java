package dev.arrway.feature.missing;

import dev.arrway.domain.media.MediaKind;
import java.util.Locale;
import java.util.regex.Pattern;

/** Keys of entries: what copies of one movie or episode share. */
final class EntryKeys {
  private static final Pattern EPISODE = Pattern.compile(":s(?:\\d+|null)e\\d+$");

  private EntryKeys() {}

  /** The key of the whole series that an episode belongs to; a movie's own. */
  static String whole(String key) {
    return key.startsWith("series:") ? EPISODE.matcher(key).replaceFirst("") : key;
  }

  /** Whether an entry of this key is one that a decision with the other key is about. */
  static boolean covers(String decided, String key) {
    return decided.equals(key) || decided.equals(whole(key));
  }

  /** As the API spells it. */
  static String kind(MediaKind kind) {
    return kind.name().toLowerCase(Locale.ROOT);
  }
}
