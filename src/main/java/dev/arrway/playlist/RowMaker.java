package dev.arrway.playlist;

import dev.arrway.config.Secret;
import dev.arrway.config.UserQuotas.PlaylistSize;
import dev.arrway.domain.m3u.EntryUrl;
import dev.arrway.domain.m3u.M3uEntry;
import dev.arrway.domain.m3u.UrlSecrets;
import dev.arrway.domain.match.TitleKey;
import dev.arrway.domain.media.MediaKind;
import dev.arrway.domain.parse.EntryParser;
import dev.arrway.domain.parse.ParsedEntry;
import dev.arrway.playlist.EntryBlock.Sealed;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Makes rows of entries: reads their names, takes credentials out of their addresses. Each
 * different set of credentials is encrypted once, as far as the last {@value #KNOWN} are concerned.
 */
final class RowMaker {
  static final int MAX_NAME = 1_000;
  private static final int MAX_KEY = 400;
  private static final int MAX_TAG = 40;
  private static final int KNOWN = 10_000;
  private static final int LEAST_SECRET = 3;
  private static final Pattern ADDRESS =
      Pattern.compile("\\b[a-zA-Z][a-zA-Z+.-]{1,9}://[^\\s\"']+");

  private final EntryParser parser = new EntryParser();
  private final SecretBox box;
  private final PlaylistSize most;
  private final Generation generation;
  private final Map<List<String>, Integer> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<List<String>, Integer> eldest) {
          return size() > KNOWN;
        }
      };
  private int secrets;
  private long entries;
  private long stored;

  RowMaker(SecretBox box, Generation generation, PlaylistSize most) {
    this.box = box;
    this.most = most;
    this.generation = generation;
  }

  /**
   * Adds the row of an entry to the block, after finding what is secret in its address.
   *
   * @throws FailureException with {@code too_large} when the playlist exceeds a limit
   */
  EntryRow add(M3uEntry entry, EntryBlock block) {
    return add(entry, UrlSecrets.split(entry.url()), block);
  }

  /** The same where it is known what is secret. */
  EntryRow add(M3uEntry entry, EntryUrl url, EntryBlock block) {
    ParsedEntry parsed = parser.parse(entry);
    EntryRow row =
        new EntryRow(
            entry.line(),
            parsed.kind().name().toLowerCase(Locale.ROOT),
            text(shown(entry.name(), entry, url), MAX_NAME),
            text(shown(parsed.title(), entry, url), MAX_NAME),
            parsed.year(),
            parsed.season(),
            parsed.episode(),
            orNull(text(shown(entry.group(), entry, url), MAX_NAME)),
            quality(parsed.quality()),
            parsed.languages().isEmpty()
                ? null
                : text(parsed.languages().get(0).toLowerCase(Locale.ROOT), MAX_TAG),
            parsed.kind() == MediaKind.LIVE ? null : key(parsed),
            text(url.template(), Integer.MAX_VALUE),
            url.secrets().isEmpty() ? null : number(url.secrets(), block),
            parsed.ids().tmdb(),
            parsed.ids().tvdb(),
            parsed.ids().imdb());
    block.rows.add(row);
    count(row, block);
    return row;
  }

  private void count(EntryRow row, EntryBlock block) {
    long bytes = row.textBytes();
    block.text += bytes;
    stored += bytes;
    if (++entries > most.entries()) {
      throw exceeded(most.entries() + " entries", "limits.entries_per_playlist");
    }
    if (stored > most.text()) {
      throw exceeded(most.text() + " bytes of text", "limits.text_per_playlist");
    }
  }

  private static FailureException exceeded(String limit, String setting) {
    return FailureException.of(
        FailureCode.TOO_LARGE,
        "The playlist has more than "
            + limit
            + ", the most that is stored. An administrator can raise "
            + setting
            + ".");
  }

  private int number(List<String> values, EntryBlock block) {
    Integer before = known.get(values);
    if (before != null) {
      return before;
    }
    int number = ++secrets;
    byte[] sealed = box.seal(Secret.of(String.join("\n", values)), generation.secret(number));
    block.secrets.add(new Sealed(number, sealed));
    block.text += sealed.length;
    stored += sealed.length;
    known.put(values, number);
    return number;
  }

  /**
   * Masks what is secret in a text of an entry: text that was made from the entry's address may
   * hold its secrets, and so may any other address within the text.
   */
  private static String shown(String text, M3uEntry entry, EntryUrl url) {
    if (text.isEmpty()) {
      return text;
    }
    boolean address = text.contains("://") && ADDRESS.matcher(text).find();
    String shown =
        address ? ADDRESS.matcher(text).replaceAll(m -> quoted(UrlSecrets.mask(m.group()))) : text;
    if (address || entry.url().contains(text)) {
      for (String secret : url.secrets()) {
        shown = secret.length() < LEAST_SECRET ? shown : shown.replace(secret, EntryUrl.MASK);
      }
    }
    return shown;
  }

  private static String quoted(String replacement) {
    return Matcher.quoteReplacement(replacement);
  }

  private static String key(ParsedEntry parsed) {
    String key = text(TitleKey.of(parsed).item(), Integer.MAX_VALUE);
    return key.length() <= MAX_KEY
        ? key
        : key.substring(0, MAX_KEY) + "#" + Integer.toHexString(key.hashCode());
  }

  /** The resolution if one is told, else the first tag. */
  private static @Nullable String quality(List<String> tags) {
    for (String tag : tags) {
      switch (tag) {
        case "4K", "UHD", "2160P" -> {
          return "2160p";
        }
        case "FHD", "1080P" -> {
          return "1080p";
        }
        case "HD", "720P" -> {
          return "720p";
        }
        case "SD", "480P" -> {
          return "480p";
        }
        default -> {}
      }
    }
    return tags.isEmpty() ? null : text(tags.get(0), MAX_TAG);
  }

  /**
   * Returns a text as names are stored: without NUL, and cut after {@value #MAX_NAME} characters.
   */
  static String bounded(String text) {
    return text(text, MAX_NAME);
  }

  private static @Nullable String orNull(String text) {
    return text.isEmpty() ? null : text;
  }

  /** PostgreSQL stores no NUL; a pair of surrogates is not cut in two. */
  private static String text(String value, int most) {
    String clean = value.indexOf('\0') < 0 ? value : value.replace("\0", "");
    if (clean.length() <= most) {
      return clean;
    }
    int end = Character.isHighSurrogate(clean.charAt(most - 1)) ? most - 1 : most;
    return clean.substring(0, end);
  }
}
