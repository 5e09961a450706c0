package dev.arrway.feature.imports;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.arrway.domain.arr.ArrObject;
import dev.arrway.domain.arr.RootFolder;
import dev.arrway.domain.media.LibraryTitle;
import dev.arrway.domain.media.MediaKind;
import dev.arrway.feature.arrs.AddDefaults.Place;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.ArrReply;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.CallPurpose;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.Reply;
import io.vertx.core.Future;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Set;

/** Finds out about the library that an import adds to. */
final class Targets {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final int BLOCK = 1_000;

  private final ImportParts parts;

  Targets(ImportParts parts) {
    this.parts = parts;
  }

  /**
   * Refreshes the library's snapshot and reads everything that decides about rows.
   *
   * @return fails with {@code invalid} when the instance lacks the profile or the folder that was
   *     chosen, or as the instance does
   */
  Future<Target> open(ImportJob job) {
    return parts
        .library()
        .refreshed(job.ownerId(), job.instanceId(), job.traceId())
        .compose(fresh -> place(job))
        .compose(place -> exclusions(job).compose(excluded -> open(job, place, excluded)));
  }

  private Future<Target> open(ImportJob job, Place place, Set<Integer> excluded) {
    Target target = new Target(job.kind(), place, new HashSet<>(), new HashMap<>(), excluded);
    return held(job, target, 0).compose(read -> earlier(job, target, -1)).map(read -> target);
  }

  private Future<Void> held(ImportJob job, Target target, long after) {
    return parts
        .library()
        .titlesAfter(job.ownerId(), job.instanceId(), after, BLOCK)
        .compose(
            block -> {
              block.forEach(title -> hold(target, title));
              return block.size() < BLOCK
                  ? Future.succeededFuture()
                  : held(job, target, Long.parseLong(block.get(BLOCK - 1).libraryId()));
            });
  }

  private static void hold(Target target, LibraryTitle title) {
    Integer id = target.kind() == MediaKind.MOVIE ? title.tmdbId() : title.tvdbId();
    if (id != null) {
      target.library().add(id);
      if (title.imdbId() != null) {
        target.byImdb().put(title.imdbId(), id);
      }
    }
  }

  /** What the import added before its process ended, or is still adding. */
  private Future<Void> earlier(ImportJob job, Target target, int after) {
    return parts
        .database()
        .asUser(job.ownerId(), c -> ItemRows.added(c, job.id(), after, BLOCK))
        .compose(
            block -> {
              for (ImportItem item : block) {
                Integer id = item.nativeId(job.kind());
                if (id != null) {
                  target.lines().putIfAbsent(id, item.line());
                }
              }
              return block.size() < BLOCK
                  ? Future.succeededFuture()
                  : earlier(job, target, block.get(BLOCK - 1).position());
            });
  }

  private Future<Place> place(ImportJob job) {
    Long profile = job.options().qualityProfileId();
    String folder = job.options().rootFolder();
    Future<Void> checked =
        profile == null ? Future.succeededFuture() : requireProfile(job, profile);
    return checked
        .compose(known -> folder == null ? Future.succeededFuture() : requireFolder(job, folder))
        .compose(
            known ->
                parts
                    .defaults()
                    .place(
                        CallContext.user(job.ownerId(), job.traceId()),
                        job.instanceId(),
                        profile,
                        folder));
  }

  private Future<Void> requireProfile(ImportJob job, long profile) {
    return ask(job, new ArrCommand.GetObjects(ArrObject.QUALITY_PROFILE))
        .map(ArrReply.Documents::documents)
        .compose(
            all ->
                all.stream().anyMatch(one -> tree(one).path("id").asLong() == profile)
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        Failure.invalid(
                                "quality_profile_id", "the instance has no profile " + profile)
                            .asException()));
  }

  private Future<Void> requireFolder(ImportJob job, String folder) {
    return ask(job, new ArrCommand.GetRootFolders())
        .map(ArrReply.RootFolders::folders)
        .compose(
            all ->
                all.stream()
                        .map(RootFolder::path)
                        .anyMatch(path -> trimmed(path).equals(trimmed(folder)))
                    ? Future.succeededFuture()
                    : Future.failedFuture(
                        Failure.invalid("root_folder", "the instance has no root folder " + folder)
                            .asException()));
  }

  private static String trimmed(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private Future<Set<Integer>> exclusions(ImportJob job) {
    String name = job.kind() == MediaKind.MOVIE ? "tmdbId" : "tvdbId";
    return ask(job, new ArrCommand.GetObjects(ArrObject.EXCLUSION))
        .map(ArrReply.Documents::documents)
        .map(
            all -> {
              Set<Integer> ids = new HashSet<>();
              all.forEach(one -> ids.add(tree(one).path(name).asInt()));
              return ids;
            });
  }

  private <R extends Reply> Future<R> ask(ImportJob job, ArrCommand<R> command) {
    CallContext context =
        CallContext.background(job.ownerId(), job.traceId())
            .withPurpose(CallPurpose.BULK_PREPARATION);
    return parts.instances().ask(context, job.instanceId(), command);
  }

  private static JsonNode tree(String document) {
    try {
      return JSON.readTree(document);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("a document is no JSON", e);
    }
  }
}
