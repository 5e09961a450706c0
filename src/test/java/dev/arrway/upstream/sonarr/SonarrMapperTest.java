package dev.arrway.upstream.sonarr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.domain.arr.WantedItem;
import dev.arrway.upstream.Fixtures;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class SonarrMapperTest {
  private static final List<SonarrWire.Series> SERIES =
      Fixtures.list("sonarr/series.json", SonarrWire.Series.class);

  @Test
  void aSeriesWithEverything() {
    LibraryItem item = SonarrMapper.library(SERIES.get(0));
    assertThat(item.tvdbId()).isEqualTo(360_001);
    assertThat(item.tmdbId()).as("0 on old records").isNull();
    assertThat(item.alternateTitles()).containsExactly("La ligne de cuivre");
    assertThat(item.episodeCount()).isEqualTo(20);
    assertThat(item.episodeFileCount()).isEqualTo(20);
    assertThat(item.sizeOnDisk()).isEqualTo(40_000_000_000L);
    assertThat(item.status()).isEqualTo("continuing");
  }

  @Test
  void aSeriesHasItsFilesWhenEveryBroadcastEpisodeHasOne() {
    assertThat(SERIES.stream().map(SonarrMapper::library).map(LibraryItem::hasFile))
        .as("complete, one short, not begun, no statistics")
        .containsExactly(true, false, false, false);
  }

  @Test
  void specialsAreNoSeason() {
    assertThat(SonarrMapper.lookup(SERIES.get(0)).seasons()).isEqualTo(2);
    assertThat(SonarrMapper.lookup(SERIES.get(3)).seasons()).isNull();
    assertThat(SonarrMapper.lookup(SERIES.get(3)).tvdbId()).isNull();
  }

  @Test
  void wantedEpisodesNameTheirSeries() {
    List<WantedItem> items =
        Fixtures.records("sonarr/wanted.json", SonarrWire.Episode.class).stream()
            .map(SonarrMapper::wanted)
            .toList();
    assertThat(items.get(0))
        .isEqualTo(
            new WantedItem(
                501,
                3L,
                "Copper Line",
                "The Wire Cutters",
                null,
                2,
                5,
                null,
                360_001,
                null,
                true,
                Instant.parse("2026-02-02T01:00:00Z"),
                Instant.parse("2026-03-01T00:00:00Z"),
                null,
                List.of()));
    assertThat(items.get(1).monitored()).as("its series is not").isFalse();
    assertThat(items.get(1).airedAt()).isEqualTo(Instant.parse("2026-02-01T00:00:00Z"));
    assertThat(items.get(1).tvdbId()).isNull();
  }

  @Test
  void queueRowsAreEpisodes() {
    var rows = Fixtures.records("sonarr/queue.json", SonarrWire.QueueRow.class);
    var first = SonarrMapper.queue(rows.get(0));
    assertThat(first.season()).isEqualTo(2);
    assertThat(first.episode()).isEqualTo(5);
    assertThat(first.etaSeconds()).isZero();
    assertThat(first.trackedState()).isEqualTo("import_blocked");
    assertThat(SonarrMapper.queue(rows.get(1)).seriesId()).isNull();
  }
}
