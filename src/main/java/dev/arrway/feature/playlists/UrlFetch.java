package dev.arrway.feature.playlists;

import dev.arrway.domain.m3u.EntryUrl;
import dev.arrway.feature.playlists.PlaylistRows.Source;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.config.UserQuotas.PlaylistSize;
import dev.arrway.platform.http.CallBuilder;
import dev.arrway.platform.http.CallLimits;
import dev.arrway.platform.http.Expect;
import dev.arrway.platform.http.HttpCall;
import dev.arrway.platform.http.HttpPolicy;
import dev.arrway.platform.http.HttpPolicy.Access;
import dev.arrway.platform.http.HttpStack;
import dev.arrway.platform.http.StreamPump;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** Fetches playlists from their addresses. */
final class UrlFetch {
  private static final long SLACK = 1L << 20;

  private final PlaylistParts parts;

  UrlFetch(PlaylistParts parts) {
    this.parts = parts;
  }

  /** Fetches and imports; the outcome is the playlist's state, a failure is one of the store. */
  Future<Void> run(Source source) {
    return source.kind() == SourceKind.XTREAM ? account(source) : file(source);
  }

  private Future<Void> account(Source source) {
    XtreamAccount account = XtreamAccount.of(address(source));
    return parts
        .access()
        .of(source.generation().ownerId())
        .transform(
            (access, cause) ->
                cause == null
                    ? account(source, account, access)
                    : new ImportWriter(parts, source.generation()).fail(cause));
  }

  private Future<Void> account(Source source, XtreamAccount account, Access access) {
    HttpStack stack =
        parts.stacks().open(panel(source, account, access), source.generation().ownerId());
    XtreamPanel panel =
        new XtreamPanel(stack, account, source.options(), parts.quotas().playlist());
    XtreamImport run = new XtreamImport(parts, source.generation(), panel, account);
    return run.run().recover(run::fail).eventually(stack::close);
  }

  /** Two calls at a time, ten a second, as a player makes them. */
  private static HttpPolicy panel(Source source, XtreamAccount account, Access access) {
    return HttpPolicy.to("playlist " + source.generation().playlistId(), account.uri())
        .withAccess(access)
        .withRate(600, Duration.ZERO)
        .withConnections(2, 8)
        .withCacheBytes(0);
  }

  private Future<Void> file(Source source) {
    ImportRun run = new ImportRun(parts, source.generation());
    return parts
        .access()
        .of(source.generation().ownerId())
        .compose(access -> fetched(source, access, run))
        .compose(read -> run.finish())
        .recover(run::fail);
  }

  private Future<Void> fetched(Source source, Access access, ImportRun run) {
    String url = address(source);
    HttpStack stack = open("playlist " + source.generation().playlistId(), url, access);
    CallBuilder call =
        HttpCall.get("playlist.fetch", target(url))
            .expect(Expect.NOT_HTML)
            .limits(limits())
            .idempotent(false); // a retry would import entries twice
    return stack.stream(
            toProvider(call, source.options()).build(), body -> StreamPump.pump(body, run::accept))
        .recover(cause -> Future.failedFuture(timeoutExplained(cause)))
        .eventually(stack::close);
  }

  /** Adds the settings that all calls to a provider share. */
  static CallBuilder toProvider(CallBuilder call, FetchOptions options) {
    if (options.userAgent() != null) {
      call.header("User-Agent", options.userAgent());
    }
    return call.statusDetail(ProviderStatus::detail);
  }

  /**
   * Returns the failure with the names of the settings that limit a transfer, when it timed out.
   */
  static Throwable timeoutExplained(Throwable cause) {
    return cause instanceof FailureException known
            && known.failure().code() == FailureCode.UPSTREAM_TIMEOUT
        ? FailureException.of(
            FailureCode.UPSTREAM_TIMEOUT,
            known.failure().detail()
                + " Downloads are limited by limits.transfer_rate and limits.transfer_time.")
        : cause;
  }

  /** Limits of one read; the file's own limit on size is met first, and says what to do. */
  private CallLimits limits() {
    PlaylistSize most = parts.quotas().playlist();
    return CallLimits.STREAMED
        .withMaxBody(most.bytes() + SLACK)
        .withMinRate(most.rate())
        .withWhole(most.time());
  }

  /** Looks whether an address may be called at all, before anything is stored. */
  Future<Void> check(String url, Access access) {
    HttpStack stack = open("new playlist", url, access);
    return stack.checkAddress().eventually(stack::close);
  }

  private HttpStack open(String name, String url, Access access) {
    try {
      HttpPolicy policy =
          HttpPolicy.to(name, origin(url))
              .withAccess(access)
              .withMaxRetries(0)
              .withConnections(1, 1)
              .withCacheBytes(0);
      return parts.stacks().open(policy);
    } catch (IllegalArgumentException e) {
      throw Failure.invalid("url", "must be an absolute http or https address").asException();
    }
  }

  private String address(Source source) {
    byte[] sealed = source.secret();
    List<String> secrets =
        sealed == null
            ? List.of()
            : List.of(
                parts
                    .secrets()
                    .open(sealed, Generation.address(source.generation().ownerId(), source.name()))
                    .reveal()
                    .split("\n", -1));
    return new EntryUrl(source.url(), secrets).rejoin();
  }

  /** What is to be encrypted of an address. */
  static Secret joined(EntryUrl url) {
    return Secret.of(String.join("\n", url.secrets()));
  }

  /** Scheme and authority, user info included. */
  private static URI origin(String url) {
    return URI.create(url.substring(0, authorityEnd(url)) + "/");
  }

  /** Path and query as written, with what a URL cannot hold percent-encoded. */
  private static String target(String url) {
    String rest = url.substring(authorityEnd(url));
    int fragment = rest.indexOf('#');
    String path = fragment < 0 ? rest : rest.substring(0, fragment);
    StringBuilder out = new StringBuilder(path.startsWith("/") ? "" : "/");
    for (byte b : path.getBytes(StandardCharsets.UTF_8)) {
      boolean plain = b > ' ' && b < 0x7f && "\"<>\\^`{|}".indexOf(b) < 0;
      out.append(plain ? String.valueOf((char) b) : "%" + hex(b >> 4) + hex(b));
    }
    return out.toString();
  }

  private static char hex(int nibble) {
    return "0123456789ABCDEF".charAt(nibble & 15);
  }

  private static int authorityEnd(String url) {
    int from = url.indexOf("://") + 3;
    for (int i = from; i < url.length(); i++) {
      if ("/?#".indexOf(url.charAt(i)) >= 0) {
        return i;
      }
    }
    return url.length();
  }
}
