package dev.arrway.upstream.jellyfin;

import dev.arrway.platform.config.Secret;
import dev.arrway.platform.http.BuildVersion;
import dev.arrway.platform.http.CallBuilder;
import dev.arrway.platform.http.HttpAnswer;
import dev.arrway.platform.http.HttpCall;
import dev.arrway.platform.http.HttpExchange;
import dev.arrway.platform.http.RetryAfter;
import dev.arrway.platform.http.WireJson;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Ask;
import dev.arrway.upstream.Credentials;
import dev.arrway.upstream.InstanceSpec;
import io.vertx.core.Future;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * The HTTP API of one Jellyfin. The key goes into the one header that every version takes; the
 * older ways are switched off since version 12.
 */
final class JellyfinApi {
  private static final String PRODUCT = "Jellyfin Server";
  private static final Duration SOON = Duration.ofSeconds(10);

  /** What another application may answer. */
  private static final Set<FailureCode> ANOTHER =
      EnumSet.of(
          FailureCode.UPSTREAM_NOT_FOUND,
          FailureCode.UPSTREAM_AUTH_FAILED,
          FailureCode.UPSTREAM_REJECTED,
          FailureCode.UPSTREAM_UNEXPECTED,
          FailureCode.UPSTREAM_BAD_JSON);

  private final HttpExchange http;
  private final Secret authorization;

  /** The API of an instance; throws {@code invalid} when it has no key. */
  JellyfinApi(HttpExchange http, InstanceSpec spec) {
    if (!(spec.credentials() instanceof Credentials.ApiKey apiKey)) {
      throw Failure.invalid("api_key", "is needed for this type of instance").asException();
    }
    this.http = http;
    this.authorization =
        Secret.of(
            "MediaBrowser Token=\"%s\", Client=\"Arrway\", Device=\"Arrway\", DeviceId=\"arrway-%d\", Version=\"%s\""
                .formatted(encoded(apiKey.key().reveal()), spec.id(), encoded(BuildVersion.VALUE)));
  }

  /** Values of the header are percent-encoded. */
  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  CallBuilder get(String operation, String path, Ask ask) {
    return ask.applyTo(HttpCall.get(operation, path)).header("Authorization", authorization);
  }

  CallBuilder post(String operation, String path, Ask ask) {
    return ask.applyTo(HttpCall.post(operation, path)).header("Authorization", authorization);
  }

  /** Sends a call. */
  Future<HttpAnswer> send(CallBuilder call) {
    return http.send(call.accept(503).build()).map(JellyfinApi::started);
  }

  /**
   * While it starts or migrates its data, everything is answered with a page and a time to come
   * back; that is no fault of the server.
   */
  private static HttpAnswer started(HttpAnswer answer) {
    if (answer.status() != 503) {
      return answer;
    }
    Optional<String> wait = answer.header("Retry-After");
    if (wait.isEmpty()) {
      throw FailureException.of(FailureCode.UPSTREAM_ERROR, "The upstream failed (status 503).");
    }
    throw Failure.retryAfter(
            FailureCode.UPSTREAM_RATE_LIMITED,
            "Jellyfin is starting up.",
            wait.flatMap(text -> RetryAfter.parse(text, Clock.systemUTC())).orElse(SOON))
        .asException();
  }

  <T> Future<T> one(CallBuilder call, Class<T> type) {
    return send(call).map(answer -> WireJson.read(answer, type));
  }

  /** Requests an array; {@code check} throws for a row that cannot be used. */
  <T> Future<List<T>> list(CallBuilder call, Class<T> row, UnaryOperator<T> check) {
    return send(call).map(answer -> WireJson.readList(answer, call.rows(row, check)));
  }

  /** What it says of itself; fails with {@code upstream_unexpected} when it is something else. */
  Future<JellyfinWire.Info> info(Ask ask) {
    return one(get("system.info", "/System/Info", ask), JellyfinWire.Info.class)
        .map(JellyfinApi::checked)
        .recover(cause -> elsewhere(cause, ask));
  }

  /** Every Jellyfin tells its name without a key, so that what does not is something else. */
  private Future<JellyfinWire.Info> elsewhere(Throwable cause, Ask ask) {
    if (!(cause instanceof FailureException e) || !ANOTHER.contains(e.failure().code())) {
      return Future.failedFuture(cause);
    }
    return one(
            ask.applyTo(HttpCall.get("system.public", "/System/Info/Public")),
            JellyfinWire.Info.class)
        .map(JellyfinApi::checked)
        .transform(
            named ->
                Future.failedFuture(
                    named.succeeded() || !isAnother(named.cause()) ? cause : another()));
  }

  private static boolean isAnother(Throwable cause) {
    return cause instanceof FailureException e && ANOTHER.contains(e.failure().code());
  }

  private static JellyfinWire.Info checked(JellyfinWire.Info info) {
    if (!PRODUCT.equals(info.productName())) {
      throw another();
    }
    return info;
  }

  private static FailureException another() {
    return FailureException.of(
        FailureCode.UPSTREAM_UNEXPECTED,
        "No Jellyfin answers here. Are URL and type of the instance right?");
  }
}
