package dev.arrway.feature.missing;

import dev.arrway.domain.match.MatchResult;
import dev.arrway.domain.media.LibraryTitle;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A library item that may be what was asked about; confidence is 0 to 100. */
public record MatchCandidate(
    int confidence,
    String method,
    List<String> reasons,
    long instanceId,
    long libraryId,
    String type,
    @Nullable Integer tmdbId,
    @Nullable Integer tvdbId,
    String title,
    @Nullable Integer year) {
  public MatchCandidate {
    reasons = List.copyOf(reasons);
  }

  static MatchCandidate of(MatchResult result) {
    LibraryTitle title = Objects.requireNonNull(result.title());
    return new MatchCandidate(
        result.confidence(),
        result.method().wireName(),
        result.reasons(),
        Long.parseLong(title.instanceId()),
        Long.parseLong(title.libraryId()),
        title.kind().name().toLowerCase(Locale.ROOT),
        title.tmdbId(),
        title.tvdbId(),
        title.title(),
        title.year());
  }
}
