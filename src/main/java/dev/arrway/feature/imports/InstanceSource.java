package dev.arrway.feature.imports;

import dev.arrway.domain.media.LibraryTitle;
import dev.arrway.feature.imports.source.Candidate;
import dev.arrway.feature.libraries.LibraryService;
import dev.arrway.protocol.Failure;
import io.vertx.core.Future;
import java.util.List;

/** The library of another instance, from a fresh snapshot or the last good one. */
final class InstanceSource implements ImportSource {
  private static final int BLOCK = 1_000;

  private final LibraryService library;
  private final ImportJob job;

  InstanceSource(LibraryService library, ImportJob job) {
    this.library = library;
    this.job = job;
  }

  @Override
  public Future<Block> read(String position) {
    Long instance = job.source().instanceId();
    if (instance == null) {
      return Future.failedFuture(
          Failure.invalid("source.instance_id", "is required").asException());
    }
    Future<Void> fresh =
        position.equals(BEGINNING)
            ? library.refreshed(job.ownerId(), instance, job.traceId())
            : Future.succeededFuture();
    long after = position.equals(BEGINNING) ? 0 : Long.parseLong(position);
    return fresh
        .compose(x -> library.titlesAfter(job.ownerId(), instance, after, BLOCK))
        .map(InstanceSource::block);
  }

  private static Block block(List<LibraryTitle> titles) {
    String next = titles.size() < BLOCK ? null : titles.get(BLOCK - 1).libraryId();
    return new Block(titles.stream().map(InstanceSource::candidate).toList(), next);
  }

  private static Candidate candidate(LibraryTitle title) {
    return new Candidate(
        0,
        title.kind(),
        title.title(),
        title.year(),
        title.tmdbId(),
        title.tvdbId(),
        title.imdbId(),
        null);
  }
}
