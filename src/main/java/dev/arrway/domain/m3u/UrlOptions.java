package dev.arrway.domain.m3u;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Player options behind an address ({@code http://…|User-Agent=x&Referer=y}), and names made from
 * addresses.
 */
final class UrlOptions {

  private UrlOptions() {}

  /**
   * The address alone; the options become attributes, spelled as {@code #EXTVLCOPT} spells them.
   */
  static String strip(String line, AttributeBuffer attributes) {
    int bar = line.indexOf('|');
    if (bar < 0) {
      return line;
    }
    for (String option : line.substring(bar + 1).split("[&|]")) {
      int equals = option.indexOf('=');
      if (equals > 0) {
        attributes.add(key(option.substring(0, equals)), option.substring(equals + 1).trim());
      }
    }
    return line.substring(0, bar).trim();
  }

  private static String key(String written) {
    String key = written.trim().toLowerCase(Locale.ROOT);
    return switch (key) {
      case "user-agent" -> "http-user-agent";
      case "referer", "referrer" -> "http-referrer";
      default -> key;
    };
  }

  /**
   * The last path segment without its extension, percent-decoded; the whole host when there is no
   * path.
   */
  static String nameOf(String url) {
    int end = url.length();
    for (char stop : new char[] {'?', '#'}) {
      int at = url.indexOf(stop);
      end = at >= 0 && at < end ? at : end;
    }
    String path = url.substring(0, end);
    while (path.endsWith("/")) {
      path = path.substring(0, path.length() - 1);
    }
    String last = path.substring(path.lastIndexOf('/') + 1);
    int dot = last.lastIndexOf('.');
    boolean extension = dot > 0 && last.length() - dot <= 5 && path.indexOf('/') >= 0;
    return decoded(extension ? last.substring(0, dot) : last);
  }

  private static String decoded(String text) {
    if (text.indexOf('%') < 0) {
      return text;
    }
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException notEncoded) {
      return text;
    }
  }
}
