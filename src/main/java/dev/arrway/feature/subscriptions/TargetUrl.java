package dev.arrway.feature.subscriptions;

import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.Failure;
import java.net.IDN;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The address of a receiver, taken apart. All of it may be secret: whoever knows a webhook's
 * address may write there.
 *
 * @param origin scheme, host and port, in small letters
 * @param userInfo what stands before the host, or null
 * @param path as it was given, percent-encoded; empty or with a leading slash
 * @param query as it was given, or null
 */
record TargetUrl(String origin, @Nullable String userInfo, String path, @Nullable String query) {
  private static final Pattern PARTS =
      Pattern.compile(
          "(?<scheme>[hH][tT][tT][pP][sS]?)://(?:(?<user>[^/?#@]*)@)?"
              + "(?<host>\\[[0-9a-fA-F:.]+]|[^:@/?#\\[\\]]+)(?::(?<port>\\d{1,5}))?"
              + "(?<path>/[^?#]*)?(?:\\?(?<query>[^#]*))?");
  private static final Pattern HOST = Pattern.compile("\\[[0-9a-f:.]+]|[a-z0-9._-]{1,253}");
  private static final Pattern TOPIC = Pattern.compile("[-_A-Za-z0-9]{1,64}");

  /** Parts of paths of at least this length are keys rather than words. */
  private static final int LONG = 20;

  /** Reads an address; throws {@code invalid} naming {@code url}. */
  static TargetUrl of(String text, SubscriptionFormat format) {
    Matcher parts = PARTS.matcher(text.strip());
    if (!parts.matches()) {
      throw wrong("must be an absolute http or https address without a fragment");
    }
    String scheme = parts.group("scheme").toLowerCase(Locale.ROOT);
    String path = parts.group("path") == null ? "" : parts.group("path");
    TargetUrl url =
        new TargetUrl(
            scheme + "://" + host(parts.group("host")) + port(parts.group("port"), scheme),
            parts.group("user"),
            path,
            parts.group("query"));
    url.checkSpelling();
    url.check(format);
    return url;
  }

  private void checkSpelling() {
    try {
      URI read = new URI(text());
      if (read.getRawAuthority() == null) {
        throw wrong("names no host that could be called");
      }
    } catch (URISyntaxException e) {
      throw wrong("has characters that must be percent-encoded");
    }
  }

  private void check(SubscriptionFormat format) {
    if (format == SubscriptionFormat.NTFY && !TOPIC.matcher(topic()).matches()) {
      throw wrong("must end with a topic of ntfy: letters, digits, hyphens and underscores");
    }
    if (format == SubscriptionFormat.APPRISE && !path.contains("/notify")) {
      throw wrong("must be an address of the Apprise API, such as …/notify/key");
    }
  }

  /** All of it. */
  Secret secret() {
    return Secret.of(text());
  }

  private String text() {
    String user = userInfo == null ? "" : userInfo + "@";
    String tail = query == null ? "" : "?" + query;
    return origin.replace("://", "://" + user) + path + tail;
  }

  /** What the outbound chain calls: the origin, with user info for basic authorization. */
  URI base() {
    String user = userInfo == null || userInfo.isEmpty() ? "" : userInfo + "@";
    return URI.create(origin.replace("://", "://" + user));
  }

  /** Path and query of the request. */
  String target(SubscriptionFormat format) {
    String where =
        switch (format) {
          case NTFY -> path.replaceAll("[^/]*/*$", "");
          case GOTIFY -> gotify();
          default -> path;
        };
    String from = where.isEmpty() ? "/" : where;
    return query == null || query.isEmpty() ? from : from + "?" + query;
  }

  private String gotify() {
    String bare = path.replaceAll("/+$", "");
    return bare.endsWith("/message") ? bare : bare + "/message";
  }

  /** The last part of the path. */
  String topic() {
    String bare = path.replaceAll("/+$", "");
    return bare.substring(bare.lastIndexOf('/') + 1);
  }

  /** What may be seen of it: neither what stands before the host, nor values, nor long parts. */
  String shown() {
    String user = userInfo == null ? "" : Secret.MASK + "@";
    String parts =
        Stream.of(path.split("/", -1))
            .map(part -> part.length() >= LONG && !digits(part) ? Secret.MASK : part)
            .collect(Collectors.joining("/"));
    String tail =
        query == null
            ? ""
            : Stream.of(query.split("&", -1))
                .map(TargetUrl::masked)
                .collect(Collectors.joining("&", "?", ""));
    return origin.replace("://", "://" + user) + parts + tail;
  }

  private static boolean digits(String part) {
    return part.chars().allMatch(c -> c >= '0' && c <= '9');
  }

  private static String masked(String pair) {
    int equals = pair.indexOf('=');
    return equals < 0 ? Secret.MASK : pair.substring(0, equals + 1) + Secret.MASK;
  }

  /** What answers must not repeat of it. */
  Stream<String> secrets() {
    Stream<String> user = Stream.ofNullable(userInfo).flatMap(it -> Stream.of(it.split(":")));
    Stream<String> values =
        Stream.ofNullable(query)
            .flatMap(it -> Stream.of(it.split("&")))
            .map(pair -> pair.substring(pair.indexOf('=') + 1));
    return Stream.concat(Stream.concat(user, values), Stream.of(path.split("/")));
  }

  private static String host(String given) {
    try {
      String host = given.startsWith("[") ? given : IDN.toASCII(given, IDN.ALLOW_UNASSIGNED);
      String lower = host.toLowerCase(Locale.ROOT);
      if (HOST.matcher(lower).matches()) {
        return lower;
      }
    } catch (IllegalArgumentException e) {
      // said below
    }
    throw wrong("names no host that could be called");
  }

  private static String port(@Nullable String given, String scheme) {
    if (given == null) {
      return "";
    }
    int port = Integer.parseInt(given);
    if (port < 1 || port > 65_535) {
      throw wrong("has a port that does not exist");
    }
    return port == (scheme.equals("http") ? 80 : 443) ? "" : ":" + port;
  }

  private static RuntimeException wrong(String message) {
    return Failure.invalid("url", message).asException();
  }

  @Override
  public String toString() {
    return shown();
  }
}
