package dev.arrway.feature.timelines;

import dev.arrway.domain.mediaserver.MediaItem;
import dev.arrway.domain.mediaserver.MediaWanted;
import dev.arrway.domain.timeline.Patience;
import dev.arrway.domain.timeline.Step;
import dev.arrway.domain.timeline.StepKind;
import dev.arrway.domain.timeline.TimelineState;
import dev.arrway.feature.timelines.Watches.Watch;
import dev.arrway.kind.media.MediaCommand;
import dev.arrway.kind.media.MediaReply;
import dev.arrway.platform.bus.Failures;
import dev.arrway.platform.event.EventDraft;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.CallPurpose;
import dev.arrway.upstream.Instance;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Asks media servers whether they have what was imported, until they do or a day has passed. */
final class Watcher {
  private static final int AT_ONCE = 32;

  private final TimelineParts parts;
  private final Weaver weaver;
  private final UUID node = UUID.randomUUID();

  Watcher(TimelineParts parts, Weaver weaver) {
    this.parts = parts;
    this.weaver = weaver;
  }

  private record Look(Timeline timeline, List<Step> steps) {}

  /** What a server said; no item: it does not have it, or why it did not say. */
  private record Said(@Nullable MediaItem item, @Nullable String error) {}

  /** Asks whoever is due; how many that were. */
  Future<Integer> look() {
    return parts
        .database()
        .background()
        .asSystem(c -> Watches.claim(c, node, now(), AT_ONCE))
        .compose(
            due -> {
              List<Future<Void>> all = due.stream().map(this::look).toList();
              return Future.join(all).map(due.size());
            });
  }

  private Future<Void> look(Watch watch) {
    return parts
        .database()
        .background()
        .asUser(
            watch.ownerId(),
            c ->
                TimelineRows.locked(c, watch.ownerId(), watch.timelineId())
                    .compose(
                        found ->
                            found.isPresent()
                                ? StepRows.of(c, found.get())
                                    .map(steps -> Optional.of(new Look(found.get(), steps)))
                                : Future.succeededFuture(Optional.<Look>empty())))
        .compose(
            look ->
                look.isPresent()
                    ? ask(watch, look.get()).compose(said -> noted(watch, look.get(), said))
                    : Future.succeededFuture());
  }

  private Future<Said> ask(Watch watch, Look look) {
    TitleKey title = look.timeline().title();
    if (title.title() == null && title.tmdbId() == null && title.tvdbId() == null) {
      return Future.succeededFuture(new Said(null, "Nothing is known to look for."));
    }
    MediaCommand.FindMedia question = new MediaCommand.FindMedia(wanted(title, look.steps()));
    String trace = look.timeline().correlationId();
    CallContext context =
        CallContext.background(watch.ownerId(), trace).withPurpose(CallPurpose.SEARCH);
    return parts
        .instances()
        .ask(context, watch.serverId(), question)
        .map(MediaReply.MediaIs::item)
        .map(item -> new Said(item, null))
        .recover(cause -> Future.succeededFuture(new Said(null, Failures.of(cause).detail())));
  }

  private static MediaWanted wanted(TitleKey title, List<Step> steps) {
    String name = title.title();
    @Nullable Integer[] episode = title.movie() ? new Integer[2] : Episodes.newest(steps);
    return new MediaWanted(
        title.movie(),
        name == null ? "" : name,
        title.year(),
        title.tmdbId(),
        title.tvdbId(),
        title.imdbId(),
        episode[0],
        episode[1]);
  }

  private Future<Void> noted(Watch watch, Look look, Said said) {
    Instant now = now();
    MediaItem item = said.item();
    Optional<Duration> pause = Patience.after(watch.looks() + 1);
    boolean gone = parts.directory().find(watch.serverId()).isEmpty();
    return parts
        .database()
        .background()
        .asUser(
            watch.ownerId(),
            c -> {
              if (item != null) {
                return Watches.end(c, node, watch)
                    .compose(
                        ours -> ours ? found(c, watch, look, item, now) : Future.succeededFuture());
              }
              return pause.isPresent() && !gone
                  ? Watches.later(c, node, watch, now.plus(pause.get()), said.error())
                  : Watches.end(c, node, watch)
                      .compose(
                          ours ->
                              ours ? givenUp(c, watch, look, said, now) : Future.succeededFuture());
            });
  }

  private Future<Void> found(SqlConnection c, Watch watch, Look look, MediaItem item, Instant now) {
    Map<String, Object> data = new HashMap<>();
    data.put("server", server(watch));
    data.put("server_id", watch.serverId());
    data.put("item_id", item.id());
    put(data, "path", item.path());
    @Nullable Integer[] episode = Episodes.newest(look.steps());
    put(data, "season", episode[0]);
    put(data, "episode", episode[1]);
    String what = episode[0] == null ? "" : " " + episode[0] + "x" + episode[1];
    String key = "playable:" + watch.serverId() + what;
    Step step = new Step(key, StepKind.PLAYABLE, now, watch.serverId(), null, data);
    return weaver
        .add(c, look.timeline(), step)
        .compose(
            isNew ->
                isNew
                    ? parts.events().append(c, event(watch, look.timeline(), data))
                    : Future.succeededFuture());
  }

  private static EventDraft event(Watch watch, Timeline t, Map<String, Object> found) {
    Map<String, Object> data = new HashMap<>(found);
    data.remove("server_id");
    put(data, "correlation_id", t.correlationId());
    put(data, "arr_instance_id", t.title().instanceId());
    put(data, "library_id", t.title().libraryId());
    put(data, "title", t.title().title());
    put(data, "year", t.title().year());
    put(data, "tmdb_id", t.title().tmdbId());
    put(data, "tvdb_id", t.title().tvdbId());
    return new EventDraft(watch.ownerId(), watch.serverId(), "media.available", data);
  }

  /** The last server that was asked does not have it either. */
  private Future<Void> givenUp(SqlConnection c, Watch watch, Look look, Said said, Instant now) {
    String error = said.error();
    String reason =
        error == null ? server(watch) + " does not have it." : server(watch) + ": " + error;
    Step step =
        new Step(
            "not_playable_yet:" + now.getEpochSecond(),
            StepKind.NOT_PLAYABLE_YET,
            now,
            watch.serverId(),
            null,
            Map.of("reason", reason));
    return Watches.left(c, watch)
        .compose(
            left ->
                left > 0 || look.timeline().state() == TimelineState.PLAYABLE
                    ? Future.succeededFuture()
                    : weaver.add(c, look.timeline(), step).mapEmpty());
  }

  private String server(Watch watch) {
    return parts.directory().find(watch.serverId()).map(Instance::name).orElse("The media server");
  }

  private static void put(Map<String, Object> data, String name, @Nullable Object value) {
    if (value != null) {
      data.put(name, value);
    }
  }

  private Instant now() {
    return parts.clock().instant();
  }
}
