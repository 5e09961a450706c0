package dev.arrway.app;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.http.AddressPolicy;
import dev.arrway.platform.http.CallBuilder;
import dev.arrway.platform.http.CallLimits;
import dev.arrway.platform.http.HttpBody;
import dev.arrway.platform.http.HttpCall;
import dev.arrway.platform.http.HttpObserver;
import dev.arrway.platform.http.HttpPolicy;
import dev.arrway.platform.http.HttpStack;
import dev.arrway.platform.http.HttpStacks;
import dev.arrway.platform.http.WireJson;
import dev.arrway.sandbox.RunningSimulator;
import dev.arrway.sandbox.SamplePlaylist;
import io.vertx.core.Future;
import io.vertx.core.VerticleBase;
import io.vertx.core.buffer.Buffer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Sets the demo up as a user would: every step is a call of the public API. */
final class DemoScript extends VerticleBase {
  private static final Duration POLL = Duration.ofMillis(250);
  private static final int MOST_POLLS = 480;

  private final URI gateway;
  private final Secret setupCode;
  private final Secret password;
  private final List<RunningSimulator> servers;
  private String token = "";

  DemoScript(URI gateway, Secret setupCode, Secret password, List<RunningSimulator> servers) {
    this.gateway = gateway;
    this.setupCode = setupCode;
    this.password = password;
    this.servers = List.copyOf(servers);
  }

  /**
   * What the demo found.
   *
   * @param apiKey a personal key of the demo's administrator
   * @param entries entries of the sample playlist
   * @param missingMovies movies that the playlist has and the library lacks
   * @param missingEpisodes the same of episodes
   */
  record Outcome(Secret apiKey, long entries, long missingMovies, long missingEpisodes) {}

  private final io.vertx.core.Promise<Outcome> outcome = io.vertx.core.Promise.promise();

  /** Done when everything is set up. */
  Future<Outcome> outcome() {
    return outcome.future();
  }

  @Override
  public Future<?> start() {
    HttpStacks stacks =
        new HttpStacks(vertx, new AddressPolicy(List.of(), port -> false), HttpObserver.NONE);
    HttpStack http =
        stacks.open(
            HttpPolicy.to("demo", gateway)
                .withAccess(HttpPolicy.Access.ADMINISTRATOR)
                .withRate(6_000, Duration.ZERO)
                .withTimeout(Duration.ofMinutes(2)));
    return run(http).onComplete(outcome).eventually(http::close).eventually(stacks::close);
  }

  private Future<Outcome> run(HttpStack http) {
    return post(
            http,
            "/setup",
            Map.of(
                "username",
                DemoCommand.USER,
                "password",
                password.reveal(),
                "setup_code",
                setupCode.reveal()))
        .compose(
            made ->
                post(
                    http,
                    "/auth/login",
                    Map.of("username", DemoCommand.USER, "password", password.reveal())))
        .compose(
            login -> {
              token = login.path("access_token").asText();
              return addInstances(http);
            })
        .compose(added -> syncLibraries(http))
        .compose(synced -> upload(http))
        .compose(playlist -> imported(http, playlist.path("id").asLong(), MOST_POLLS))
        .compose(playlist -> matched(http, MOST_POLLS).compose(idle -> found(http, playlist)));
  }

  private Future<Outcome> found(HttpStack http, JsonNode playlist) {
    return Future.all(
            get(http, "/missing-content?type=movie&limit=1"),
            get(http, "/missing-content?type=series&limit=1"),
            post(
                http, "/auth/api-keys", Map.of("name", "demo", "scopes", List.of("read", "write"))))
        .map(
            all -> {
              JsonNode movies = all.resultAt(0);
              JsonNode series = all.resultAt(1);
              JsonNode key = all.resultAt(2);
              return new Outcome(
                  Secret.of(key.path("key").asText()),
                  playlist.path("entries").asLong(),
                  movies.path("total").asLong(),
                  series.path("total").asLong());
            });
  }

  private Future<Void> addInstances(HttpStack http) {
    Future<Void> all = Future.succeededFuture();
    for (RunningSimulator server : servers) {
      Map<String, ?> body = server.instance("Demo " + server.simulator().displayName());
      all = all.compose(added -> post(http, "/instances", body)).mapEmpty();
    }
    return all;
  }

  private Future<Void> syncLibraries(HttpStack http) {
    List<String> paths =
        servers.stream().flatMap(server -> server.simulator().syncPath().stream()).toList();
    Future<Void> all = Future.succeededFuture();
    for (String path : paths) {
      all = all.compose(synced -> post(http, path, Map.of())).mapEmpty();
    }
    return all;
  }

  private Future<JsonNode> upload(HttpStack http) {
    HttpBody body =
        HttpBody.multipart(
            List.of(
                HttpBody.Part.field("name", "Sample playlist"),
                HttpBody.Part.file(
                    "file",
                    "sample.m3u",
                    "audio/x-mpegurl",
                    Buffer.buffer(SamplePlaylist.read()))));
    return send(http, HttpCall.post("demo", "/api/v1/playlists").body(body));
  }

  /**
   * Asks again and again until the playlist is read; what goes wrong with it is the demo's own
   * failure.
   */
  private Future<JsonNode> imported(HttpStack http, long id, int pollsLeft) {
    return get(http, "/playlists/" + id)
        .compose(
            playlist ->
                playlist.path("status").asText().equals("importing") && pollsLeft > 0
                    ? pause().compose(later -> imported(http, id, pollsLeft - 1))
                    : Future.succeededFuture(playlist));
  }

  private Future<JsonNode> matched(HttpStack http, int pollsLeft) {
    return get(http, "/sync-status")
        .compose(
            status -> {
              JsonNode matching = status.path("matching");
              boolean done =
                  matching.path("state").asText().equals("idle")
                      && matching.path("entries").asLong() > 0;
              return done || pollsLeft == 0
                  ? Future.succeededFuture(status)
                  : pause().compose(later -> matched(http, pollsLeft - 1));
            });
  }

  private Future<Void> pause() {
    return vertx.timer(POLL.toMillis()).mapEmpty();
  }

  private Future<JsonNode> get(HttpStack http, String path) {
    URI uri = URI.create(path);
    CallBuilder call = HttpCall.get("demo", "/api/v1" + uri.getPath());
    if (uri.getQuery() != null) {
      for (String pair : uri.getQuery().split("&")) {
        call.query(pair.substring(0, pair.indexOf('=')), pair.substring(pair.indexOf('=') + 1));
      }
    }
    return send(http, call);
  }

  private Future<JsonNode> post(HttpStack http, String path, Map<String, ?> body) {
    return send(http, HttpCall.post("demo", "/api/v1" + path).body(HttpBody.json(body)));
  }

  private Future<JsonNode> send(HttpStack http, CallBuilder call) {
    call.accept(400, 401, 403, 404, 409, 413, 422)
        .limits(CallLimits.BUFFERED.withFirstByte(Duration.ofMinutes(2)));
    if (!token.isEmpty()) {
      call.header("Authorization", "Bearer " + token);
    }
    return http.send(call.build())
        .map(
            answer -> {
              JsonNode tree = WireJson.readTree(answer);
              if (!answer.ok()) {
                throw new IllegalStateException("the demo was refused: " + tree);
              }
              return tree;
            });
  }
}
