package dev.arrway.feature.arrs.web;

import dev.arrway.domain.arr.CommandState;
import dev.arrway.domain.arr.NewTitle;
import dev.arrway.domain.arr.SearchTarget;
import dev.arrway.domain.arr.TitleSearch;
import dev.arrway.feature.arrs.ArrQueries;
import dev.arrway.feature.libraries.web.LibraryItemView;
import dev.arrway.feature.outbox.NewChange;
import dev.arrway.feature.outbox.Outbox;
import dev.arrway.feature.outbox.OutboxEntry;
import dev.arrway.feature.outbox.OutboxState;
import dev.arrway.feature.outbox.web.Outcomes;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Routes;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.ArrReply;
import dev.arrway.kind.arr.LibraryKind;
import dev.arrway.protocol.Change;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FieldError;
import io.vertx.core.Future;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What a Radarr or Sonarr instance is told to do. */
public final class ChangeRoutes implements Routes {
  /** Ids a command; the servers work on one command at a time. */
  static final int BATCH = 100;

  private final ArrQueries queries;
  private final Outbox outbox;

  /** With the way to the instances. */
  public ChangeRoutes(ArrQueries queries, Outbox outbox) {
    this.queries = queries;
    this.outbox = outbox;
  }

  @Override
  public void register(Operations.Builder operations) {
    operations
        .on("addToLibrary", this::add)
        .on("searchInstance", this::search)
        .on("getCommand", this::command)
        .on("removeQueueItem", this::removeFromQueue);
  }

  /** {@code AddTitleRequest}. */
  public record AddTitle(
      @Nullable Integer tmdbId,
      @Nullable Integer tvdbId,
      @Nullable Long qualityProfileId,
      @Nullable String rootFolder,
      @Nullable Boolean monitored,
      @Nullable String minimumAvailability,
      @Nullable String monitor,
      @Nullable Boolean search,
      @Nullable Boolean seasonFolder,
      @Nullable String seriesType,
      @Nullable List<Long> tags) {
    /** Returns the title to add; what is not given is chosen when it is sent. */
    public NewTitle asNew(@Nullable TitleSearch lookup) {
      return new NewTitle(
          tmdbId,
          tvdbId,
          qualityProfileId,
          rootFolder,
          Objects.requireNonNullElse(monitored, true),
          minimumAvailability,
          monitor,
          Objects.requireNonNullElse(search, false),
          seasonFolder,
          seriesType,
          Objects.requireNonNullElse(tags, List.of()),
          lookup);
    }

    /** What does not fit the kind of the instance. */
    List<FieldError> misfits(LibraryKind kind) {
      List<FieldError> errors = new ArrayList<>();
      boolean movie = kind == LibraryKind.MOVIE;
      if ((movie ? tmdbId : tvdbId) == null) {
        errors.add(new FieldError(movie ? "tmdb_id" : "tvdb_id", "is required for this instance"));
      }
      errors.addAll(strangers(kind));
      return errors;
    }

    /** What is said that only titles of the other kind have. */
    public List<FieldError> strangers(LibraryKind kind) {
      List<FieldError> errors = new ArrayList<>();
      boolean movie = kind == LibraryKind.MOVIE;
      unfit(errors, movie ? "tvdb_id" : "tmdb_id", movie ? tvdbId : tmdbId, movie);
      if (movie) {
        unfit(errors, "season_folder", seasonFolder, true);
        unfit(errors, "series_type", seriesType, true);
      } else {
        unfit(errors, "minimum_availability", minimumAvailability, false);
      }
      return errors;
    }

    private static void unfit(
        List<FieldError> errors, String field, @Nullable Object value, boolean movie) {
      if (value != null) {
        errors.add(new FieldError(field, movie ? "is for series only" : "is for movies only"));
      }
    }
  }

  private Future<Answer> add(Call call) {
    AddTitle request = call.body(AddTitle.class);
    long instance = call.id("instance_id");
    return queries
        .kind(ArrRoutes.asker(call), instance)
        .compose(
            kind -> {
              List<FieldError> misfits = request.misfits(kind);
              if (!misfits.isEmpty()) {
                return Future.failedFuture(Failure.invalid(misfits).asException());
              }
              return submit(call, new ArrCommand.AddTitle(request.asNew(null), false))
                  .compose(entry -> Outcomes.answer(entry, 201, reply -> added(kind, reply)));
            });
  }

  public static Object added(LibraryKind kind, dev.arrway.protocol.Reply reply) {
    return LibraryItemView.of(kind, ((ArrReply.Added) reply).item());
  }

  private Future<OutboxEntry> submit(Call call, Change<?> change) {
    return outbox.submit(change(call, change));
  }

  private static NewChange change(Call call, Change<?> change) {
    return new NewChange(
        call.user().userId(),
        call.id("instance_id"),
        change,
        call.traceId(),
        null,
        Outcomes.key(call));
  }

  /** {@code SearchRequest}. */
  record Search(
      @Nullable List<Long> movieIds,
      @Nullable List<Long> episodeIds,
      @Nullable Long seriesId,
      @Nullable Integer season) {
    List<SearchTarget> targets(LibraryKind kind) {
      List<Long> movies = Objects.requireNonNullElse(movieIds, List.of());
      List<Long> episodes = Objects.requireNonNullElse(episodeIds, List.of());
      boolean movie = kind == LibraryKind.MOVIE;
      int given = (movies.isEmpty() ? 0 : 1) + (episodes.isEmpty() ? 0 : 1);
      given += seriesId == null ? 0 : 1;
      if (given != 1 || movie != !movies.isEmpty()) {
        throw Failure.invalid(
                movie ? "movie_ids" : "episode_ids",
                movie
                    ? "is what this instance searches for, and nothing else"
                    : "or series_id is what this instance searches for, one of the two")
            .asException();
      }
      if (season != null && seriesId == null) {
        throw Failure.invalid("season", "goes with series_id").asException();
      }
      return seriesId != null
          ? List.of(SearchTarget.series(seriesId, season))
          : movie
              ? batches(movies).stream().map(SearchTarget::movies).toList()
              : batches(episodes).stream().map(SearchTarget::episodes).toList();
    }
  }

  private static List<List<Long>> batches(List<Long> ids) {
    List<Long> distinct = ids.stream().distinct().toList();
    List<List<Long>> batches = new ArrayList<>();
    for (int from = 0; from < distinct.size(); from += BATCH) {
      batches.add(distinct.subList(from, Math.min(from + BATCH, distinct.size())));
    }
    return batches;
  }

  /** {@code SearchStarted}: the first command's id and status, and those of all. */
  record Started(
      @Nullable Long commandId,
      String status,
      @Nullable Long outboxId,
      List<StartedCommand> commands) {}

  /** One batch. */
  record StartedCommand(
      long outboxId, @Nullable Long commandId, String status, @Nullable String error) {
    static StartedCommand of(OutboxEntry entry) {
      CommandState command = entry.result() instanceof ArrReply.CommandIs is ? is.command() : null;
      boolean over = entry.state() == OutboxState.FAILED || entry.state() == OutboxState.CANCELLED;
      return new StartedCommand(
          entry.id(),
          command == null ? null : command.id(),
          command != null ? command.status() : over ? entry.state().wireName() : "queued",
          over ? Outcomes.refusal(entry).detail() : null);
    }
  }

  private Future<Answer> search(Call call) {
    Search request = call.body(Search.class);
    Instant now = Instant.now();
    return queries
        .kind(ArrRoutes.asker(call), call.id("instance_id"))
        .map(request::targets)
        .compose(
            targets ->
                outbox.submitAll(
                    targets.stream()
                        .map(target -> new ArrCommand.StartSearch(target, now, false))
                        .map(search -> change(call, search))
                        .toList()))
        .compose(ChangeRoutes::started);
  }

  private static Future<Answer> started(List<OutboxEntry> entries) {
    if (entries.stream().allMatch(entry -> entry.state() == OutboxState.FAILED)) {
      return Future.failedFuture(Outcomes.refusal(entries.get(0)).asException());
    }
    List<StartedCommand> commands = entries.stream().map(StartedCommand::of).toList();
    StartedCommand first = commands.get(0);
    return Future.succeededFuture(
        Answer.accepted(
            new Started(first.commandId(), first.status(), first.outboxId(), commands)));
  }

  private Future<Answer> command(Call call) {
    return queries
        .ask(
            ArrRoutes.asker(call),
            call.id("instance_id"),
            new ArrCommand.GetCommand(call.id("command_id")))
        .map(reply -> Answer.ok(CommandView.of(reply.command())));
  }

  /** {@code CommandState}. */
  record CommandView(
      long commandId,
      @Nullable String name,
      String status,
      boolean ended,
      @Nullable String message,
      @Nullable Instant queuedAt,
      @Nullable Instant startedAt,
      @Nullable Instant endedAt) {
    static CommandView of(CommandState state) {
      boolean ended = !List.of("queued", "started").contains(state.status());
      return new CommandView(
          state.id(),
          state.name().isEmpty() ? null : state.name(),
          state.status(),
          ended,
          state.message(),
          state.queuedAt(),
          state.startedAt(),
          state.endedAt());
    }
  }

  private Future<Answer> removeFromQueue(Call call) {
    return submit(
            call,
            new ArrCommand.RemoveFromQueue(
                call.id("queue_id"),
                call.flag("remove_from_client").orElse(true),
                call.flag("blocklist").orElse(false),
                call.flag("skip_redownload").orElse(false),
                false))
        .compose(entry -> Outcomes.answer(entry, 204, reply -> null));
  }
}
