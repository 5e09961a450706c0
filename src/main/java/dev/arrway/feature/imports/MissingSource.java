package dev.arrway.feature.imports;

import dev.arrway.feature.imports.source.Candidate;
import dev.arrway.feature.missing.MissingContent;
import dev.arrway.feature.missing.MissingFilter;
import dev.arrway.feature.missing.MissingTitle;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** What playlists offer and no library holds; the episodes of a series are one row. */
final class MissingSource implements ImportSource {
  private static final int BLOCK = 1_000;

  private final MissingContent missing;
  private final ImportJob job;

  MissingSource(MissingContent missing, ImportJob job) {
    this.missing = missing;
    this.job = job;
  }

  @Override
  public Future<Block> read(String position) {
    SourceSpec source = job.source();
    long after = position.equals(BEGINNING) ? 0 : Long.parseLong(position);
    MissingFilter filter =
        new MissingFilter(
            job.kind().name().toLowerCase(Locale.ROOT),
            source.playlistId(),
            source.q(),
            source.maxConfidence());
    return missing
        .titles(job.ownerId(), filter, source.entryIds(), after, BLOCK)
        .map(titles -> block(titles, source.entryIds()));
  }

  private Block block(List<MissingTitle> titles, List<Long> wanted) {
    List<Candidate> rows = new ArrayList<>(titles.stream().map(this::candidate).toList());
    String next =
        titles.size() < BLOCK ? null : String.valueOf(titles.get(BLOCK - 1).entryIds().get(0));
    if (!wanted.isEmpty()) {
      Set<Long> absent = new HashSet<>(wanted);
      titles.forEach(title -> title.entryIds().forEach(absent::remove));
      wanted.stream()
          .filter(absent::remove)
          .map(id -> Candidate.unreadable(0, "Entry " + id + " is not missing here."))
          .forEach(rows::add);
    }
    return new Block(rows, next);
  }

  private Candidate candidate(MissingTitle title) {
    return new Candidate(
        0,
        job.kind(),
        title.title(),
        title.year(),
        title.tmdbId(),
        title.tvdbId(),
        title.imdbId(),
        null);
  }
}
