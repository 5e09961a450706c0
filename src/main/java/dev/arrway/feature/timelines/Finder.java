package dev.arrway.feature.timelines;

import dev.arrway.domain.timeline.Placement;
import dev.arrway.domain.timeline.Placement.Candidate;
import dev.arrway.domain.timeline.StepKind;
import dev.arrway.kind.arr.ArrKind;
import dev.arrway.kind.arr.LibraryKind;
import dev.arrway.upstream.Instance;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Finds the timeline that something belongs to: by correlation id, download, title, episodes and
 * path, in this order; or begins one.
 */
final class Finder {
  /** Two tellings of one grab are not further apart than this. */
  private static final Duration SAME = Duration.ofMinutes(20);

  private static final Duration RECENT = Duration.ofDays(7);
  private static final int LONGEST_ID = 180;

  private final TimelineParts parts;

  Finder(TimelineParts parts) {
    this.parts = parts;
  }

  Future<Optional<Timeline>> find(SqlConnection c, long owner, Told said) {
    Told told = kinded(said);
    return byCorrelation(c, owner, told)
        .compose(found -> found.isPresent() ? done(found) : byDownload(c, owner, told))
        .compose(found -> found.isPresent() ? done(found) : byTitle(c, owner, told))
        .compose(found -> found.isPresent() ? done(found) : byEpisodes(c, owner, told))
        .compose(found -> found.isPresent() ? done(found) : byPath(c, owner, told))
        .compose(
            found -> found.isPresent() || !begins(told) ? done(found) : begin(c, owner, told, 0));
  }

  private static Future<Optional<Timeline>> done(Optional<Timeline> found) {
    return Future.succeededFuture(found);
  }

  private static Future<Optional<Timeline>> none() {
    return Future.succeededFuture(Optional.empty());
  }

  /** What the instance manages says whether it is a movie, where the event does not. */
  private Told kinded(Told told) {
    TitleKey title = told.title();
    Long instance = title.instanceId();
    if (instance == null || title.kind() != null) {
      return told;
    }
    TitleKey kinded =
        title.and(
            new TitleKey(
                parts.directory().find(instance).map(this::kind).orElse(null),
                null,
                null,
                null,
                null,
                null,
                null,
                null));
    return new Told(
        told.eventId(), told.step(), kinded, told.correlationId(), told.episodes(), told.paths());
  }

  private @Nullable String kind(Instance instance) {
    return ArrKind.holds(parts.catalog().apply(instance.type()))
        .map(LibraryKind::wireName)
        .orElse(null);
  }

  private Future<Optional<Timeline>> byCorrelation(SqlConnection c, long owner, Told told) {
    String correlation = told.correlationId();
    if (correlation == null) {
      return none();
    }
    boolean exact = told.title().known();
    return TimelineRows.correlated(c, owner, correlation)
        .map(
            all ->
                all.stream()
                    .filter(one -> told.title().agrees(one.title()))
                    .filter(one -> exact || all.size() == 1)
                    .filter(one -> !another(one, told))
                    .findFirst());
  }

  /** A search or grab in the name of what was settled long ago is something new. */
  private static boolean another(Timeline one, Told told) {
    return told.step().kind() == StepKind.GRABBED
        && one.state().settled()
        && told.step().at().isAfter(one.stateSince().plus(SAME));
  }

  private static Future<Optional<Timeline>> byDownload(SqlConnection c, long owner, Told told) {
    String download = told.step().downloadId();
    return download == null
        ? none()
        : TimelineRows.ofDownload(c, owner, download)
            .map(
                found ->
                    found
                        .filter(one -> told.title().agrees(one.title()))
                        .filter(one -> !another(one, told)));
  }

  private static Future<Optional<Timeline>> byTitle(SqlConnection c, long owner, Told told) {
    return told.title().known()
        ? TimelineRows.ofTitle(c, owner, told.title()).map(all -> place(all, told))
        : none();
  }

  private static Future<Optional<Timeline>> byEpisodes(SqlConnection c, long owner, Told told) {
    Long instance = told.title().instanceId();
    return instance == null || told.title().known() || told.episodes().isEmpty()
        ? none()
        : TimelineRows.ofEpisodes(c, owner, instance, told.episodes()).map(all -> place(all, told));
  }

  private static Optional<Timeline> place(List<Timeline> all, Told told) {
    List<Candidate> candidates =
        all.stream()
            .map(
                one ->
                    new Candidate(
                        one.id(), one.state(), one.stateSince(), one.askedAt(), one.episodes()))
            .toList();
    return Placement.of(candidates, told.step().kind(), told.step().at(), told.episodes())
        .flatMap(chosen -> all.stream().filter(one -> one.id() == chosen.id()).findFirst());
  }

  private Future<Optional<Timeline>> byPath(SqlConnection c, long owner, Told told) {
    boolean scan =
        told.step().kind() == StepKind.SCAN_REQUESTED || told.step().kind() == StepKind.SCAN_FAILED;
    if (!scan || told.paths().isEmpty()) {
      return none();
    }
    Instant since = parts.clock().instant().minus(RECENT);
    return TimelineRows.ofPath(c, owner, told.paths().get(0), since)
        .map(all -> all.stream().findFirst());
  }

  private static boolean begins(Told told) {
    TitleKey title = told.title();
    return switch (told.step().kind()) {
      case REQUESTED -> title.known();
      case ADDED,
          SEARCH_REQUESTED,
          SEARCHED,
          GRABBED,
          IMPORTED,
          UPGRADED,
          IMPORT_COMPLETED,
          IMPORT_BLOCKED,
          IMPORT_FAILED ->
          title.libraryId() != null;
      default -> false;
    };
  }

  /** With the correlation id that everybody else uses, if it is still to be had. */
  private Future<Optional<Timeline>> begin(SqlConnection c, long owner, Told told, int taken) {
    return TimelineRows.begin(c, owner, id(told, taken), told, parts.clock().instant())
        .compose(
            begun ->
                begun.isPresent() || taken >= 2 ? done(begun) : begin(c, owner, told, taken + 1));
  }

  private static String id(Told told, int taken) {
    TitleKey title = told.title();
    String given = told.correlationId();
    Object own =
        Stream.<@Nullable Object>of(title.libraryId(), title.tmdbId(), title.tvdbId())
            .filter(Objects::nonNull)
            .findFirst()
            .orElse(told.eventId());
    String wanted = given == null ? "title-" + title.instanceId() + "-" + own : given;
    String id =
        switch (taken) {
          case 0 -> wanted;
          case 1 -> wanted + "." + own;
          default -> wanted + "." + own + "." + told.eventId();
        };
    return id.length() <= LONGEST_ID ? id : id.substring(id.length() - LONGEST_ID);
  }
}
