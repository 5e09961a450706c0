package dev.arrway.upstream.sabnzbd;

import dev.arrway.domain.download.DownloadTrouble;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Texts that SABnzbd writes for people. They may hold the link that a job came from, with its
 * owner's key, and markup. It writes them in the language of its interface; what is recognised is
 * English, and links to its manual, which are in all.
 */
final class SabnzbdTexts {
  private static final int LONGEST = 300;
  private static final Pattern MANUAL = Pattern.compile("\\s*-?\\s*https://sabnzbd\\.org/\\S*");
  private static final Pattern LINK =
      Pattern.compile("(?i)\\b(https?)://(?:\\S*@)?([^\\s/?#]+)\\S*");
  private static final Pattern MARKUP = Pattern.compile("<[^>]*>");

  private SabnzbdTexts() {}

  /** The text without markup, without what follows the host in links, cut to 300 characters. */
  static String forPeople(String text) {
    String plain = MARKUP.matcher(text).replaceAll(" ");
    plain = MANUAL.matcher(plain).replaceAll("");
    plain = LINK.matcher(plain).replaceAll("$1://$2/…");
    plain = plain.replaceAll("[\\p{Cntrl}\\s]+", " ").strip();
    return plain.length() <= LONGEST ? plain : plain.substring(0, LONGEST - 1) + "…";
  }

  /**
   * A job's name. One that was added by a link has the link for a name until it is fetched, and
   * "name - link" when that fails.
   */
  static String name(@Nullable String name) {
    if (name == null || name.isBlank()) {
      return "unknown";
    }
    if (!LINK.matcher(name).find()) {
      return name;
    }
    int link = name.indexOf(" - http");
    return link > 0 ? name.substring(0, link).strip() : forPeople(name);
  }

  /** What a failed job's message says is wrong. */
  static DownloadTrouble trouble(@Nullable String failMessage) {
    String text = failMessage == null ? "" : failMessage.toLowerCase(Locale.ROOT);
    if (has(text, "encrypt", "password")) {
      return DownloadTrouble.ENCRYPTED;
    }
    if (has(text, "disk full", "disk is full", "not enough space")) {
      return DownloadTrouble.DISK_FULL;
    }
    if (has(text, "not-complete", "repair blocks", "cannot be completed", "not on your server")) {
      return DownloadTrouble.MISSING_BLOCKS;
    }
    if (has(
        text, "unpack", "repair", "rar files failed", "failed to verify", "file join", "par2")) {
      return DownloadTrouble.UNPACK_FAILED;
    }
    return DownloadTrouble.CLIENT_ERROR;
  }

  private static boolean has(String text, String... words) {
    return Stream.of(words).anyMatch(text::contains);
  }
}
