package dev.arrway.upstream.plex;

import dev.arrway.platform.config.Secret;
import dev.arrway.platform.http.BuildVersion;
import dev.arrway.platform.http.CallBuilder;
import dev.arrway.platform.http.Expect;
import dev.arrway.platform.http.HttpAnswer;
import dev.arrway.platform.http.HttpCall;
import dev.arrway.platform.http.HttpExchange;
import dev.arrway.platform.http.WireJson;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Ask;
import dev.arrway.upstream.Credentials;
import dev.arrway.upstream.InstanceSpec;
import io.vertx.core.Future;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The HTTP API of one Plex Media Server, which speaks XML unless it is asked for JSON. */
final class PlexApi {
  private static final Set<FailureCode> ANOTHER =
      EnumSet.of(
          FailureCode.UPSTREAM_NOT_FOUND,
          FailureCode.UPSTREAM_AUTH_FAILED,
          FailureCode.UPSTREAM_REJECTED,
          FailureCode.UPSTREAM_UNEXPECTED,
          FailureCode.UPSTREAM_BAD_JSON);

  private final HttpExchange http;
  private final Secret token;
  private final String client;

  /** The API of an instance; throws {@code invalid} when it has no token. */
  PlexApi(HttpExchange http, InstanceSpec spec) {
    if (!(spec.credentials() instanceof Credentials.ApiKey apiKey)) {
      throw Failure.invalid("api_key", "is needed for this type of instance").asException();
    }
    this.http = http;
    this.token = apiKey.key();
    this.client = "arrway-" + spec.id();
  }

  CallBuilder get(String operation, String path, Ask ask) {
    return signed(HttpCall.get(operation, path), ask);
  }

  private CallBuilder signed(CallBuilder call, Ask ask) {
    return ask.applyTo(call)
        .header("Accept", "application/json")
        .header("X-Plex-Token", token)
        .header("X-Plex-Client-Identifier", client)
        .header("X-Plex-Product", "Arrway")
        .header("X-Plex-Version", BuildVersion.VALUE);
  }

  <T> Future<T> one(CallBuilder call, Class<T> type) {
    return http.send(call.build()).map(answer -> WireJson.read(answer, type));
  }

  /** The server's version, which it tells without a token. */
  Future<String> version(Ask ask) {
    return one(get("identity.get", "/identity", ask), PlexWire.Identity.class)
        .map(
            answer ->
                PlexMapper.required(
                    PlexMapper.required(answer.container(), "MediaContainer").version(), "version"))
        .recover(PlexApi::another);
  }

  /** Every Plex answers this, so that what does not is something else. */
  private static Future<String> another(Throwable cause) {
    return Future.failedFuture(
        cause instanceof FailureException e && ANOTHER.contains(e.failure().code())
            ? FailureException.of(
                FailureCode.UPSTREAM_UNEXPECTED,
                "No Plex Media Server answers here. Are URL and type of the instance right?")
            : cause);
  }

  /** Its libraries, as they are. */
  Future<List<PlexWire.Section>> sections(Ask ask) {
    CallBuilder call = get("section.list", "/library/sections", ask);
    return one(call, PlexWire.Sections.class)
        .map(
            answer ->
                call.rows(PlexWire.Section.class, PlexMapper::identified)
                    .all(PlexMapper.required(answer.container(), "MediaContainer").sections()));
  }

  /** What it is busy with. */
  Future<PlexWire.Activities> activities(Ask ask) {
    return one(get("activity.list", "/activities", ask), PlexWire.Activities.class);
  }

  /**
   * Begins to scan a section that there is. Servers take a GET; the published description has a
   * POST, which is sent when a server does not know the other.
   *
   * @param path what to scan of it; null for all
   */
  Future<Void> refresh(String section, @Nullable String path, Ask ask) {
    String target = "/library/sections/" + section + "/refresh";
    return http.send(
            begun(signed(HttpCall.get("section.refresh", target), ask), path)
                .accept(404, 405)
                .build())
        .compose(answer -> answer.ok() ? Future.succeededFuture(answer) : posted(target, path, ask))
        .mapEmpty();
  }

  private Future<HttpAnswer> posted(String target, @Nullable String path, Ask ask) {
    CallBuilder post = signed(HttpCall.post("section.refresh", target), ask).idempotent(true);
    return http.send(begun(post, path).build());
  }

  private static CallBuilder begun(CallBuilder call, @Nullable String path) {
    call.expect(Expect.ANY);
    return path == null ? call : call.query("path", path);
  }
}
