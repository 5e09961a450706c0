package dev.arrway.domain.m3u;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Finds what is secret in an entry's address: Xtream accounts in the path ({@code
 * /movie/USER/PASS/1.mkv}, bare {@code /USER/PASS/1}), user info, credentials and tokens in the
 * query, and long random-looking path segments. A secret that turns up elsewhere in the address is
 * taken out there too.
 */
public final class UrlSecrets {

  private static final Set<String> ACCOUNT_PATHS =
      Set.of("movie", "movies", "series", "live", "timeshift", "vod", "play", "streaming");
  private static final Set<String> NAMES =
      Set.of(
          "username",
          "user",
          "usr",
          "login",
          "email",
          "password",
          "passwd",
          "pass",
          "pwd",
          "pw",
          "token",
          "auth",
          "key",
          "apikey",
          "api_key",
          "api-key",
          "access_token",
          "play_token",
          "sig",
          "signature",
          "hash",
          "secret",
          "session",
          "sessionid",
          "sid",
          "mac",
          "jwt",
          "st",
          "hdnts",
          "hdnea",
          "wmsauthsign",
          "authorization",
          "cookie",
          "code",
          "pin",
          "u",
          "p");
  private static final int TOKEN_LENGTH = 20;
  private static final int REPEATED_LENGTH = 4;

  private final String url;
  private final BitSet secret;
  private final List<int[]> found = new ArrayList<>();

  private UrlSecrets(String url) {
    this.url = url;
    this.secret = new BitSet(url.length());
  }

  /** Splits {@code url}; {@code split(url).rejoin()} is {@code url} for every string. */
  public static EntryUrl split(String url) {
    UrlSecrets secrets = new UrlSecrets(url);
    secrets.find();
    secrets.markRepeats();
    return secrets.cut();
  }

  /** The address with every secret masked. */
  public static String mask(String url) {
    return split(url).masked();
  }

  private void find() {
    int scheme = url.indexOf("://");
    int authority = scheme < 0 ? 0 : scheme + 3;
    int query = firstOf("?#|", authority);
    int path = firstOf("/", authority);
    if (path > query) {
      path = query;
    }
    if (scheme >= 0) {
      userInfo(authority, path);
    }
    path(path, query);
    pairs(query);
  }

  private int firstOf(String stops, int from) {
    for (int i = from; i < url.length(); i++) {
      if (stops.indexOf(url.charAt(i)) >= 0) {
        return i;
      }
    }
    return url.length();
  }

  private void userInfo(int from, int to) {
    int at = url.lastIndexOf('@', to - 1);
    if (at <= from) {
      return;
    }
    int colon = url.indexOf(':', from);
    if (colon < 0 || colon > at) {
      mark(from, at);
    } else {
      mark(from, colon);
      mark(colon + 1, at);
    }
  }

  private void path(int from, int to) {
    List<int[]> segments = new ArrayList<>();
    int start = from;
    for (int i = from; i <= to; i++) {
      if (i == to || url.charAt(i) == '/') {
        if (i > start) {
          segments.add(new int[] {start, i});
        }
        start = i + 1;
      }
    }
    account(segments);
    for (int[] segment : segments) {
      segment(segment);
    }
  }

  /** Marks the two segments before a stream number, unless they are a known kind of path. */
  private void account(List<int[]> segments) {
    int kind = -1;
    for (int i = 0; i < segments.size() && kind < 0; i++) {
      if (ACCOUNT_PATHS.contains(text(segments.get(i)).toLowerCase(Locale.ROOT))) {
        kind = i;
      }
    }
    int first = kind + 1;
    if (segments.size() - first >= 3) {
      boolean bare = kind < 0;
      if (!bare || segments.size() == 3 && startsWithDigit(segments.get(2))) {
        mark(segments.get(first)[0], segments.get(first)[1]);
        mark(segments.get(first + 1)[0], segments.get(first + 1)[1]);
      }
    }
  }

  private boolean startsWithDigit(int[] segment) {
    return Character.isDigit(url.charAt(segment[0]));
  }

  private void segment(int[] segment) {
    int matrix = url.indexOf(';', segment[0]);
    if (matrix >= 0 && matrix < segment[1]) {
      pairs(matrix, segment[1]);
    }
    int equals = url.indexOf('=', segment[0]);
    if (equals >= 0 && equals < segment[1]) {
      pairs(segment[0] - 1, segment[1]);
    }
    if (looksRandom(segment)) {
      mark(segment[0], segment[1]);
    }
  }

  private boolean looksRandom(int[] segment) {
    int digits = 0;
    int letters = 0;
    for (int i = segment[0]; i < segment[1]; i++) {
      char c = url.charAt(i);
      digits += c >= '0' && c <= '9' ? 1 : 0;
      letters += Character.isLetter(c) ? 1 : 0;
    }
    int size = segment[1] - segment[0];
    return size >= TOKEN_LENGTH && digits >= 3 && letters >= 3 && digits + letters >= size - 4;
  }

  private void pairs(int from) {
    pairs(from, url.length());
  }

  private void pairs(int from, int to) {
    int start = from + 1;
    for (int i = start; i <= to; i++) {
      if (i == to || "&;|?#".indexOf(url.charAt(i)) >= 0) {
        pair(start, i);
        start = i + 1;
      }
    }
  }

  private void pair(int from, int to) {
    int equals = url.indexOf('=', from);
    if (equals < 0 || equals >= to) {
      return;
    }
    String name = url.substring(from, equals).toLowerCase(Locale.ROOT);
    if (NAMES.contains(name) || name.endsWith("token") || name.endsWith("password")) {
      mark(equals + 1, to);
    } else if (looksRandom(new int[] {equals + 1, to})) {
      mark(equals + 1, to);
    }
  }

  private void mark(int from, int to) {
    if (to > from) {
      found.add(new int[] {from, to});
      secret.set(from, to);
    }
  }

  private void markRepeats() {
    for (int[] range : List.copyOf(found)) {
      String text = text(range);
      if (text.length() < REPEATED_LENGTH) {
        continue;
      }
      for (int at = url.indexOf(text); at >= 0; at = url.indexOf(text, at + text.length())) {
        secret.set(at, at + text.length());
      }
    }
    // A literal slot would be taken for a secret's place when the halves are joined.
    for (int at = url.indexOf(EntryUrl.SLOT); at >= 0; at = url.indexOf(EntryUrl.SLOT, at + 1)) {
      secret.set(at, at + 2);
    }
  }

  private EntryUrl cut() {
    StringBuilder template = new StringBuilder(url.length());
    List<String> secrets = new ArrayList<>(2);
    int at = 0;
    while (at < url.length()) {
      int from = secret.nextSetBit(at);
      if (from < 0) {
        break;
      }
      int to = secret.nextClearBit(from);
      template.append(url, at, from).append(EntryUrl.SLOT);
      secrets.add(url.substring(from, to));
      at = to;
    }
    return new EntryUrl(template.append(url, at, url.length()).toString(), secrets);
  }

  private String text(int[] range) {
    return url.substring(range[0], range[1]);
  }
}
