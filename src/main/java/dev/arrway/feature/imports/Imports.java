package dev.arrway.feature.imports;

import dev.arrway.domain.media.MediaKind;
import dev.arrway.feature.imports.source.Candidate;
import dev.arrway.feature.imports.source.ContentType;
import dev.arrway.feature.imports.source.UnreadableSource;
import dev.arrway.platform.config.RetentionConfig;
import dev.arrway.platform.store.BatchedPruning;
import dev.arrway.platform.store.Slice;
import dev.arrway.platform.store.SqlQuota;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Instance;
import io.vertx.core.Future;
import io.vertx.sqlclient.SqlConnection;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Bulk imports, as their owners see them. */
public final class Imports {
  /** Rows that are stored at a time. */
  private static final int BLOCK = 2_000;

  private static final int PRUNED_AT_ONCE = 1_000;

  private final ImportParts parts;
  private final ImportRunners runners;
  private final SqlQuota quota;

  private Imports(ImportParts parts, ImportRunners runners) {
    this.parts = parts;
    this.runners = runners;
    this.quota =
        new SqlQuota(
            "import_job",
            "ended_at IS NULL",
            parts.quotas().stored().openImports(),
            "imports that have not ended",
            "limits.open_imports");
  }

  /**
   * Begins to work on imports, those that an earlier process has left first.
   *
   * @param more sources besides those of this gateway itself, by their types
   */
  public static Imports start(ImportParts parts, Map<String, ImportSource.Factory> more) {
    Map<String, ImportSource.Factory> sources = new HashMap<>(more);
    sources.put("instance", job -> new InstanceSource(parts.library(), job));
    sources.put("missing_content", job -> new MissingSource(parts.missing(), job));
    ImportRunners runners = new ImportRunners(parts, sources);
    runners.start();
    return new Imports(parts, runners);
  }

  /** Ends after what is being written down; imports stay as they are. */
  public Future<Void> stop() {
    return runners.stop();
  }

  /**
   * Begins an import: its rows are stored before this is answered, unless they come from elsewhere.
   *
   * @return fails with {@code not_found} for an instance that is not the user's, {@code
   *     not_supported} for one without a library, {@code invalid} for a list that cannot be read or
   *     a key that was another request's, {@code limit_exceeded} when too many imports of the user
   *     have not ended, {@code storage_full} when the disk is nearly full
   */
  public Future<ImportJob> create(ImportRequest request) {
    return parts
        .disk()
        .checkSpace()
        .compose(
            now -> {
              MediaKind kind = kind(request.ownerId(), request.instanceId());
              requireSource(request, kind);
              return candidates(request).compose(rows -> create(request, kind, rows));
            })
        .map(
            job -> {
              runners.look();
              return job;
            });
  }

  private MediaKind kind(long owner, long instanceId) {
    Instance instance = parts.directory().mine(owner, instanceId);
    return parts.kinds().apply(instance.type()).media();
  }

  private void requireSource(ImportRequest request, MediaKind kind) {
    String wanted = request.source().mediaType();
    if (wanted != null && !wanted.equalsIgnoreCase(kind.name())) {
      throw Failure.invalid("source.media_type", "is not what this instance holds").asException();
    }
    Long source = request.source().instanceId();
    if (source == null) {
      return;
    }
    if (source == request.instanceId()) {
      throw Failure.invalid("source.instance_id", "is the instance itself").asException();
    }
    if (kind(request.ownerId(), source) != kind) {
      throw Failure.invalid("source.instance_id", "holds what this instance does not")
          .asException();
    }
  }

  private Future<List<Candidate>> candidates(ImportRequest request) {
    String content = request.content();
    Optional<ContentType> type = ContentType.of(request.source().type());
    return content == null || type.isEmpty()
        ? Future.succeededFuture(List.of())
        : parts.workers().run(request.ownerId(), () -> read(type.get(), content));
  }

  private List<Candidate> read(ContentType type, String content) {
    try {
      List<Candidate> rows = type.read(content, parts.quotas().stored().importRows());
      if (rows.isEmpty()) {
        throw Failure.invalid("source.content", "holds no rows").asException();
      }
      return rows;
    } catch (UnreadableSource e) {
      throw Failure.invalid("source.content", String.valueOf(e.getMessage())).asException();
    }
  }

  private Future<ImportJob> create(ImportRequest request, MediaKind kind, List<Candidate> rows) {
    return parts
        .database()
        .asUser(
            request.ownerId(),
            c ->
                parts
                    .claims()
                    .claim(c, request.ownerId(), request.key(), request.correlationId())
                    .compose(
                        before ->
                            before.isPresent()
                                ? JobRows.correlated(c, request.ownerId(), before.get())
                                    .map(known -> known.orElseThrow(Imports::gone))
                                : quota
                                    .requireRoom(c, request.ownerId())
                                    .compose(room -> insert(c, request, kind, rows))));
  }

  private static FailureException gone() {
    return FailureException.of(
        FailureCode.CONFLICT, "What this Idempotency-Key began before is no import.");
  }

  private static Future<ImportJob> insert(
      SqlConnection c, ImportRequest request, MediaKind kind, List<Candidate> rows) {
    @Nullable String position = rows.isEmpty() ? ImportSource.BEGINNING : null;
    return JobRows.insert(c, request, kind, position)
        .compose(
            job -> {
              List<ImportItem> items = Candidates.items(rows, 0);
              ImportCounts counts =
                  ImportCounts.NONE.plus(
                      items.size(), items.stream().map(ImportItem::outcome).toList());
              ImportJob filled = job.with(job.status(), null, counts, false);
              return insert(c, job, items, 0)
                  .compose(stored -> JobRows.save(c, filled, false))
                  .map(filled);
            });
  }

  private static Future<Void> insert(
      SqlConnection c, ImportJob job, List<ImportItem> items, int from) {
    if (from >= items.size()) {
      return Future.succeededFuture();
    }
    int to = Math.min(items.size(), from + BLOCK);
    return ItemRows.insert(c, job, items.subList(from, to))
        .compose(done -> insert(c, job, items, to));
  }

  /** One of a user's imports; fails with {@code not_found}. */
  public Future<ImportJob> get(long owner, long id) {
    return parts.database().asUser(owner, c -> JobRows.find(c, owner, id)).map(Imports::existing);
  }

  private static ImportJob existing(Optional<ImportJob> found) {
    return found.orElseThrow(() -> Failure.notFound("import").asException());
  }

  /** A user's imports, newest first. */
  public Future<Slice<ImportJob>> list(long owner, int limit, int offset) {
    return parts.database().asUser(owner, c -> JobRows.list(c, owner, limit, offset));
  }

  /**
   * The rows of an import that have an outcome, in the order of its list; fails with {@code
   * not_found}.
   *
   * @param outcome only such rows, {@link ImportOutcome#PENDING} among them; null for all
   */
  public Future<Slice<ImportItem>> details(
      long owner, long id, @Nullable ImportOutcome outcome, int limit, int offset) {
    String name = outcome == null ? null : outcome.wireName();
    boolean open = outcome != null;
    return parts
        .database()
        .asUser(
            owner,
            c ->
                JobRows.find(c, owner, id)
                    .map(Imports::existing)
                    .compose(job -> ItemRows.page(c, owner, id, name, open, limit, offset)));
  }

  /**
   * Ends an import: what was not sent is never sent. What is on its way ends as it does, which the
   * counts will show.
   *
   * @return fails with {@code not_found}, or {@code conflict} when it has ended otherwise
   */
  public Future<ImportJob> cancel(long owner, long id) {
    return parts
        .database()
        .asUser(owner, c -> cancel(c, owner, id))
        .map(
            job -> {
              Progress.log(job, "import cancelled");
              runners.hurry(id);
              return job;
            });
  }

  private Future<ImportJob> cancel(SqlConnection c, long owner, long id) {
    return JobRows.lock(c, owner, id)
        .map(Imports::existing)
        .compose(
            job -> {
              if (job.status() == ImportStatus.CANCELLED) {
                return Future.succeededFuture(job);
              }
              if (!job.status().active()) {
                return Future.failedFuture(
                    FailureException.of(FailureCode.CONFLICT, "The import has ended."));
              }
              return ItemRows.cancelPending(c, id)
                  .compose(
                      rows -> {
                        ImportCounts counts = job.counts().plusCancelled(rows);
                        ImportJob now = job.with(ImportStatus.CANCELLED, null, counts, false);
                        return JobRows.save(c, now, true)
                            .compose(
                                saved -> parts.events().append(c, Progress.event(now, "cancelled")))
                            .map(now);
                      });
            });
  }

  /** Deletes imports that have ended, with their rows, once they are old or too many. */
  public Future<Integer> prune(RetentionConfig retention) {
    Instant before = Instant.now().minus(retention.imports());
    int most = retention.importsPerUser();
    return BatchedPruning.run(
            PRUNED_AT_ONCE,
            batch -> parts.database().asSystem(c -> ItemRows.prune(c, before, most, batch)))
        .compose(
            items ->
                BatchedPruning.run(
                    PRUNED_AT_ONCE,
                    batch ->
                        parts.database().asSystem(c -> JobRows.prune(c, before, most, batch))));
  }
}
