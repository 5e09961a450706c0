package dev.arrway.upstream.radarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.domain.arr.HistoryItem;
import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.domain.arr.QueueItem;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Fixtures;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class RadarrMapperTest {
  private static final List<RadarrWire.Movie> MOVIES =
      Fixtures.list("radarr/movies.json", RadarrWire.Movie.class);

  @Test
  void aMovieWithEverything() {
    assertThat(RadarrMapper.library(MOVIES.get(0)))
        .isEqualTo(
            new LibraryItem(
                17,
                700_001,
                null,
                "tt7000001",
                "The Glass Harbour",
                "glass harbour",
                "El puerto de cristal",
                List.of("Glass Harbor"),
                2011,
                2012,
                true,
                true,
                "in_cinemas",
                "released",
                4,
                null,
                "/movies/The Glass Harbour (2011)",
                8_589_934_592L,
                null,
                null,
                Instant.parse("2024-02-03T04:05:06.789123400Z"),
                List.of(1L)));
  }

  @Test
  void zeroesAndBlanksAreUnknown() {
    LibraryItem item = RadarrMapper.library(MOVIES.get(1));
    assertThat(item.tmdbId()).isNull();
    assertThat(item.imdbId()).isNull();
    assertThat(item.year()).isNull();
    assertThat(item.secondaryYear()).isNull();
    assertThat(item.addedAt()).isNull();
    assertThat(item.sizeOnDisk()).as("from the statistics").isEqualTo(1_024);
    assertThat(item.hasFile()).isFalse();
  }

  @Test
  void whatIsLeftOutIsNoFault() {
    LibraryItem item = RadarrMapper.library(MOVIES.get(2));
    assertThat(item.id()).isEqualTo(9_007_199_254_740_993L);
    assertThat(item.title()).isEqualTo("Ωμέγα 😀");
    assertThat(item.alternateTitles()).isEmpty();
    assertThat(item.monitored()).isFalse();
  }

  @Test
  void aLookUpHasAnIdOnlyWhenTheLibraryHasIt() {
    assertThat(RadarrMapper.lookup(MOVIES.get(0)).libraryId()).isEqualTo(17);
    var found = Fixtures.list("radarr/lookup.json", RadarrWire.Movie.class);
    assertThat(found).hasSize(2).allMatch(movie -> RadarrMapper.lookup(movie).libraryId() == null);
    assertThatThrownBy(() -> RadarrMapper.library(found.get(0)))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("upstream_unexpected")
        .hasMessageContaining("id");
  }

  @Test
  void aWantedMovieIsDatedByItsFirstKnownRelease() {
    var wanted = RadarrMapper.wanted(MOVIES.get(0));
    assertThat(wanted.airedAt()).isEqualTo(Instant.parse("2011-03-04T00:00:00Z"));
    assertThat(wanted.tmdbId()).isEqualTo(700_001);
    assertThat(wanted.seriesId()).isNull();
  }

  @Test
  void queueRows() {
    List<QueueItem> items =
        Fixtures.records("radarr/queue.json", RadarrWire.QueueRow.class).stream()
            .map(RadarrMapper::queue)
            .toList();
    QueueItem first = items.get(0);
    assertThat(first.status()).isEqualTo("download_client_unavailable");
    assertThat(first.trackedState()).isEqualTo("import_pending");
    assertThat(first.messages())
        .containsExactly("No files found", "Sample", "One or more files failed");
    assertThat(first.size()).isEqualTo(6_000_000_000L);
    assertThat(first.sizeLeft()).isEqualTo(1_500_000_000L);
    assertThat(first.etaSeconds()).isEqualTo(93_784);
    assertThat(first.quality()).isEqualTo("WEBDL-1080p");
    QueueItem second = items.get(1);
    assertThat(second.movieId()).isNull();
    assertThat(second.etaSeconds()).isNull();
    assertThat(second.downloadId()).isNull();
  }

  @Test
  void historyRows() {
    List<HistoryItem> items =
        Fixtures.list("radarr/history.json", RadarrWire.HistoryRow.class).stream()
            .map(RadarrMapper::history)
            .toList();
    assertThat(items.get(0).eventType()).isEqualTo("download_folder_imported");
    assertThat(items.get(1).movieId()).isNull();
    assertThat(items.get(1).occurredAt()).isEqualTo(Instant.parse("2026-05-01T09:00:00Z"));
  }
}
