package dev.arrway.feature.playlists.web;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.feature.playlists.EntryFilter;
import dev.arrway.feature.playlists.FetchOptions;
import dev.arrway.feature.playlists.Playlist;
import dev.arrway.feature.playlists.Playlists;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.Bodies;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Pages;
import dev.arrway.gateway.Routes;
import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Locale;
import java.util.Optional;

/** Playlists. */
public final class PlaylistRoutes implements Routes {
  private final Playlists playlists;
  private final long maxUpload;

  /**
   * With the service behind it.
   *
   * @param maxUpload bytes of a request that uploads a file
   */
  public PlaylistRoutes(Playlists playlists, long maxUpload) {
    this.playlists = playlists;
    this.maxUpload = maxUpload;
  }

  @Override
  public void register(Operations.Builder operations) {
    operations
        .onHttp("createPlaylist", this::create)
        .on(
            "listPlaylists",
            call ->
                playlists
                    .list(call.user(), call.limit(), call.offset())
                    .map(slice -> Pages.of(call, slice)))
        .on(
            "getPlaylist",
            call -> playlists.get(call.user(), call.id("playlist_id")).map(Answer::ok))
        .on("updatePlaylist", this::update)
        .on(
            "deletePlaylist",
            call ->
                playlists.delete(call.user(), call.id("playlist_id")).map(done -> Answer.empty()))
        .on(
            "refreshPlaylist",
            call -> playlists.refresh(call.user(), call.id("playlist_id")).map(Answer::accepted))
        .on("listPlaylistEntries", this::entries);
  }

  private Future<Answer> entries(Call call) {
    EntryFilter filter =
        new EntryFilter(
            call.text("kind").orElse(null),
            call.text("q").filter(text -> !text.isBlank()).orElse(null),
            call.flag("missing").orElse(null));
    return playlists
        .entries(call.user(), call.id("playlist_id"), filter, call.limit(), call.offset())
        .map(slice -> Pages.of(call, slice));
  }

  /** Adds a playlist from a file, an address or an account; the request is paused. */
  public Future<Optional<Answer>> create(RoutingContext context, Call call) {
    String type = contentType(context);
    if (type.startsWith("multipart/form-data")) {
      return new UploadReader(playlists, call.user(), context.request(), maxUpload)
          .read()
          .map(begun -> Optional.of(Answer.accepted(begun)));
    }
    if (!type.isEmpty() && !type.startsWith("application/json")) {
      return Future.failedFuture(
          FailureException.of(
              FailureCode.UNSUPPORTED_MEDIA_TYPE,
              "The body must be multipart/form-data or application/json."));
    }
    return added(call).map(added -> Optional.of(Answer.accepted(added)));
  }

  private Future<Playlist> added(Call call) {
    JsonNode xtream = call.body().path("xtream");
    if (xtream.isObject() == call.body().hasNonNull("url")) {
      return Future.failedFuture(
          Failure.invalid("url", "exactly one of url and xtream is required").asException());
    }
    String name = Bodies.text(call, "name");
    return xtream.isObject()
        ? playlists.addXtream(
            call.user(),
            name,
            xtream.path("url").asText(),
            xtream.path("username").asText(),
            Secret.of(xtream.path("password").asText()),
            options(call, FetchOptions.DEFAULT))
        : playlists.add(
            call.user(), name, Bodies.text(call, "url"), options(call, FetchOptions.DEFAULT));
  }

  private Future<Answer> update(Call call) {
    return playlists
        .update(call.user(), call.id("playlist_id"), now -> options(call, now))
        .map(Answer::ok);
  }

  /**
   * Returns the options after an update: fields that are absent stay the same, null resets one to
   * its default.
   */
  private static FetchOptions options(Call call, FetchOptions now) {
    JsonNode minutes = call.body().path("refresh_minutes");
    JsonNode agent = call.body().path("user_agent");
    return new FetchOptions(
        minutes.isMissingNode() ? now.refreshMinutes() : Integer.valueOf(minutes.asInt()),
        agent.isMissingNode() ? now.userAgent() : agent.textValue());
  }

  private static String contentType(RoutingContext context) {
    String type = context.request().getHeader(HttpHeaders.CONTENT_TYPE);
    return type == null ? "" : type.trim().toLowerCase(Locale.ROOT);
  }
}
