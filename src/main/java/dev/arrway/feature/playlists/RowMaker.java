package dev.arrway.feature.playlists;

import dev.arrway.domain.m3u.EntryUrl;
import dev.arrway.domain.m3u.M3uEntry;
import dev.arrway.domain.m3u.UrlSecrets;
import dev.arrway.domain.match.TitleKey;
import dev.arrway.domain.media.MediaKind;
import dev.arrway.domain.parse.EntryParser;
import dev.arrway.domain.parse.ParsedEntry;
import dev.arrway.feature.playlists.EntryBlock.Sealed;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.config.UserQuotas.PlaylistSize;
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
    M3uEntry masked = masked(entry, url);
    ParsedEntry parsed = parser.parse(masked);
    EntryRow row =
        new EntryRow(
            entry.line(),
            parsed.kind().name().toLowerCase(Locale.ROOT),
            text(shown(masked.name(), masked, url), MAX_NAME),
            text(shown(parsed.title(), masked, url), MAX_NAME),
            parsed.year(),
            parsed.season(),
            parsed.episode(),
            orNull(text(masked.group(), MAX_NAME)),
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

  /** Returns the entry without secrets in addresses that its name and its group hold. */
  private static M3uEntry masked(M3uEntry entry, EntryUrl url) {
    if (!entry.name().contains("://") && !entry.group().contains("://")) {
      return entry;
    }
    return new M3uEntry(
        entry.line(),
        withoutSecrets(masked(entry.name()), url),
        entry.attributes(),
        withoutSecrets(masked(entry.group()), url),
        entry.url());
  }

  private static String masked(String text) {
    return ADDRESS.matcher(text).replaceAll(found -> quoted(UrlSecrets.mask(found.group())));
  }

  /** A name that was made from the address may hold what is secret in it. */
  private static String shown(String text, M3uEntry entry, EntryUrl url) {
    return !text.isEmpty() && entry.url().contains(text) ? withoutSecrets(text, url) : text;
  }

  private static String withoutSecrets(String text, EntryUrl url) {
    String shown = text;
    for (String secret : url.secrets()) {
      shown = secret.length() < LEAST_SECRET ? shown : shown.replace(secret, EntryUrl.MASK);
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
