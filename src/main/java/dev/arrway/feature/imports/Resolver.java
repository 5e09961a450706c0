package dev.arrway.feature.imports;

import dev.arrway.domain.arr.LookupItem;
import dev.arrway.domain.arr.NewTitle;
import dev.arrway.domain.media.MediaKind;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.ArrReply;
import dev.arrway.platform.bus.Failures;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.CallPurpose;
import dev.arrway.protocol.Failure;
import dev.arrway.upstream.InstanceClient;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which title each row means: by an id where it states one, else by title and year. A row
 * that states the id that the library knows titles by is not looked up, unless nothing is added and
 * so nobody else would find out that there is no such title. Used from one context.
 */
final class Resolver {
  /** A row that fails so often while the instance answers otherwise is at fault itself. */
  private static final int MOST_TRIES = 3;

  private final ImportJob job;
  private final Target target;
  private final InstanceClient instances;
  private final Map<Integer, Integer> tries = new HashMap<>();

  Resolver(ImportJob job, Target target, InstanceClient instances) {
    this.job = job;
    this.target = target;
    this.instances = instances;
  }

  /** What a look-up told: a row with its id, or why there is none. */
  private record Found(ImportItem item, @Nullable String error, @Nullable Failure later) {
    static Found of(ImportItem item) {
      return new Found(item, null, null);
    }

    static Found nothing(ImportItem item, String error) {
      return new Found(item, error, null);
    }
  }

  /** Decides about rows, in their order; never fails. */
  Future<List<Decision>> decide(List<ImportItem> items) {
    List<Future<Found>> found = items.stream().map(this::find).toList();
    return Future.join(found)
        .map(done -> found.stream().map(Future::result).map(this::decision).toList());
  }

  private Future<Found> find(ImportItem item) {
    String mismatch = target.mismatch(item);
    if (mismatch != null) {
      return Future.succeededFuture(Found.nothing(item, mismatch));
    }
    Integer id = target.id(item);
    boolean asIs = id != null && !job.options().dryRun() && item.title() != null;
    if (id != null && (asIs || target.settled(id))) {
      return Future.succeededFuture(Found.of(withId(item, id)));
    }
    return lookUp(item, terms(item), new ArrayList<>()).recover(cause -> failed(item, cause));
  }

  private ImportItem withId(ImportItem item, int id) {
    boolean movie = job.kind() == MediaKind.MOVIE;
    return item.identified(null, null, movie ? id : null, movie ? null : id, null);
  }

  /** What an instance is asked, the surest first. */
  private List<Term> terms(ImportItem item) {
    List<Term> terms = new ArrayList<>();
    Integer own = item.nativeId(job.kind());
    if (own != null) {
      return List.of(
          job.kind() == MediaKind.MOVIE
              ? Term.of("tmdb:", own, LookupItem::tmdbId)
              : Term.of("tvdb:", own, LookupItem::tvdbId));
    }
    if (item.imdbId() != null) {
      terms.add(Term.of("imdb:", item.imdbId(), LookupItem::imdbId));
    }
    if (job.kind() == MediaKind.SERIES && item.tmdbId() != null) {
      terms.add(Term.of("tmdb:", item.tmdbId(), LookupItem::tmdbId));
    }
    if (item.title() != null) {
      if (item.year() != null) {
        terms.add(Term.title(item.title() + " " + item.year()));
      }
      terms.add(Term.title(item.title()));
    }
    return terms;
  }

  /**
   * One question to the instance.
   *
   * @param same whether what was found has the id that was asked for, since servers that do not
   *     know a kind of id search for it as a title; null when a title was asked for
   */
  private record Term(String text, @Nullable Predicate<LookupItem> same) {
    static <T> Term of(String prefix, T id, Function<LookupItem, @Nullable T> idOf) {
      return new Term(prefix + id, found -> id.equals(idOf.apply(found)));
    }

    static Term title(String title) {
      return new Term(title, null);
    }

    boolean byId() {
      return same != null;
    }
  }

  private Future<Found> lookUp(ImportItem item, List<Term> terms, List<LookupItem> seen) {
    if (terms.isEmpty()) {
      return Future.succeededFuture(Found.nothing(item, reason(item, seen)));
    }
    Term term = terms.get(0);
    return ask(term.text())
        .compose(
            found -> {
              Optional<LookupItem> match = match(item, term, found);
              if (match.isPresent()) {
                return Future.succeededFuture(identified(item, match.get()));
              }
              if (!term.byId()) {
                seen.addAll(found);
              }
              return lookUp(item, terms.subList(1, terms.size()), seen);
            });
  }

  private static String reason(ImportItem item, List<LookupItem> seen) {
    return item.title() == null ? "The instance knows no title of this id." : BestMatch.none(seen);
  }

  private Optional<LookupItem> match(ImportItem item, Term term, List<LookupItem> found) {
    List<LookupItem> usable = found.stream().filter(one -> id(one) != null).toList();
    Predicate<LookupItem> same = term.same();
    return same != null
        ? usable.stream().filter(same).findFirst()
        : BestMatch.of(usable, job.kind(), String.valueOf(item.title()), item.year());
  }

  private @Nullable Integer id(LookupItem found) {
    Integer id = job.kind() == MediaKind.MOVIE ? found.tmdbId() : found.tvdbId();
    return id == null || id <= 0 ? null : id;
  }

  private Found identified(ImportItem item, LookupItem found) {
    Integer id = id(found);
    if (found.libraryId() != null && id != null) {
      target.library().add(id);
    }
    return Found.of(
        item.identified(
            found.title(), found.year(), found.tmdbId(), found.tvdbId(), found.imdbId()));
  }

  private Future<List<LookupItem>> ask(String term) {
    return instances
        .ask(context(), job.instanceId(), new ArrCommand.Lookup(term))
        .map(ArrReply.Found::items);
  }

  private Future<Found> failed(ImportItem item, Throwable cause) {
    Failure failure = Failures.of(cause);
    switch (Transience.of(failure)) {
      case FINAL -> {
        return Future.succeededFuture(Found.nothing(item, failure.detail()));
      }
      case AWAY -> {
        return Future.succeededFuture(new Found(item, null, failure));
      }
      default -> {
        int failures = tries.merge(item.position(), 1, Integer::sum);
        return failures < MOST_TRIES
            ? Future.succeededFuture(new Found(item, null, failure))
            : alive()
                .map(
                    answers ->
                        answers
                            ? Found.nothing(item, failure.detail())
                            : new Found(item, null, failure));
      }
    }
  }

  private Future<Boolean> alive() {
    return instances
        .ask(context(), job.instanceId(), new ArrCommand.GetStatus())
        .map(true)
        .otherwise(false);
  }

  private CallContext context() {
    return CallContext.background(job.ownerId(), job.traceId())
        .withPurpose(CallPurpose.BULK_LOOKUP);
  }

  private Decision decision(Found found) {
    ImportItem item = found.item();
    if (found.later() != null) {
      return new Decision.Later(item, found.later());
    }
    Integer id = target.id(item);
    if (found.error() != null || id == null) {
      return Decision.ended(item, ImportOutcome.FAILED, found.error());
    }
    Integer line = target.lines().get(id);
    if (line != null && line != item.line()) {
      return Decision.ended(
          item, ImportOutcome.ALREADY_EXISTS, "The same title as in line " + line + ".");
    }
    if (target.library().contains(id)) {
      return Decision.ended(item, ImportOutcome.ALREADY_EXISTS, null);
    }
    if (target.excluded().contains(id)) {
      return Decision.ended(item, ImportOutcome.EXCLUDED, "The instance's exclusions name it.");
    }
    target.lines().put(id, item.line());
    return job.options().dryRun()
        ? Decision.ended(item, ImportOutcome.WOULD_IMPORT, null)
        : new Decision.Add(item, title(id));
  }

  private NewTitle title(int id) {
    ImportOptions options = job.options();
    boolean movie = job.kind() == MediaKind.MOVIE;
    return new NewTitle(
        movie ? id : null,
        movie ? null : id,
        target.place().qualityProfileId(),
        target.place().rootFolder(),
        options.monitored(),
        movie ? options.minimumAvailability() : null,
        options.monitored() ? null : "none",
        options.search(),
        null,
        null,
        options.tags(),
        null);
  }
}
