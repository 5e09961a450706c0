package dev.arrway.feature.playlists;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.platform.config.UserQuotas.PlaylistSize;
import dev.arrway.platform.http.CallBuilder;
import dev.arrway.platform.http.CallLimits;
import dev.arrway.platform.http.Expect;
import dev.arrway.platform.http.HttpCall;
import dev.arrway.platform.http.HttpExchange;
import dev.arrway.platform.http.JsonArrayReader;
import dev.arrway.platform.http.WireJson;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Asks an Xtream panel: {@code player_api.php} and its actions. */
final class XtreamPanel {
  private static final int BATCH = 500;
  private static final Duration LEAST_TIME = Duration.ofSeconds(1);
  private static final long MOST_INFO = 4L << 20;
  private static final int MOST_GROUPS = 50_000;

  private final HttpExchange http;
  private final XtreamAccount account;
  private final FetchOptions options;
  private final PlaylistSize most;
  private final long begun = System.nanoTime();

  /** Creates a client; all its lists together may take the time of one playlist. */
  XtreamPanel(HttpExchange http, XtreamAccount account, FetchOptions options, PlaylistSize most) {
    this.http = http;
    this.account = account;
    this.options = options;
    this.most = most;
  }

  /** Whether the account may be used; see {@link XtreamStatus#check}. */
  Future<Void> check() {
    return http.send(call("xtream.account").build())
        .map(
            answer -> {
              XtreamStatus.check(WireJson.readTree(answer), Clock.systemUTC().instant());
              return null;
            });
  }

  /** Names of groups by their id. A panel that has no groups answers all kinds of nothing. */
  Future<Map<String, String>> groups(String action) {
    Map<String, String> names = new HashMap<>();
    return list(
            action,
            nodes -> {
              for (JsonNode node : nodes) {
                String id = XtreamJson.text(node, "category_id");
                String name = RowMaker.bounded(XtreamJson.text(node, "category_name"));
                if (!id.isEmpty()
                    && id.length() <= RowMaker.MAX_NAME
                    && !name.isEmpty()
                    && names.size() < MOST_GROUPS) {
                  names.put(id, name);
                }
              }
              return Future.succeededFuture();
            })
        .map(read -> names);
  }

  /** Reads a list while it arrives; the panel is held back while the sink is busy. */
  Future<Void> list(String action, Function<List<JsonNode>, Future<Void>> sink) {
    HttpCall call =
        call("xtream." + action)
            .query("action", action)
            .limits(limits())
            .idempotent(false) // a second try would import what the first has read again
            .build();
    return http.stream(call, JsonArrayReader.loose(BATCH, sink))
        .<Void>mapEmpty()
        .recover(cause -> Future.failedFuture(explained(cause)));
  }

  private CallLimits limits() {
    Duration left = most.time().minusNanos(System.nanoTime() - begun);
    return CallLimits.STREAMED
        .withMaxBody(most.bytes())
        .withMinRate(most.rate())
        .withWhole(left.compareTo(LEAST_TIME) < 0 ? LEAST_TIME : left);
  }

  private Throwable explained(Throwable cause) {
    return cause instanceof FailureException known
            && known.failure().code() == FailureCode.UPSTREAM_TOO_LARGE
        ? FailureException.of(
            FailureCode.UPSTREAM_TOO_LARGE,
            "A list of the provider is larger than "
                + most.bytes()
                + " bytes, or one of its elements is too large. An administrator can raise"
                + " limits.bytes_per_playlist.")
        : UrlFetch.timeoutExplained(cause);
  }

  /** Everything about one series. */
  Future<JsonNode> series(String id) {
    HttpCall call =
        call("xtream.series")
            .query("action", "get_series_info")
            .query("series_id", id)
            .limits(CallLimits.BUFFERED.withMaxBody(MOST_INFO))
            .build();
    return http.send(call).map(WireJson::readTree);
  }

  private CallBuilder call(String operation) {
    CallBuilder call =
        HttpCall.get(operation, "/player_api.php")
            .expect(Expect.UNTYPED_JSON)
            .query("username", account.username())
            .query("password", account.password());
    return UrlFetch.toProvider(call, options);
  }
}
