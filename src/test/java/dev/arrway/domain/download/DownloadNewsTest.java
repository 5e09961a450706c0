package dev.arrway.domain.download;

import static dev.arrway.domain.download.DownloadNews.between;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.download.DownloadNews.Stand;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class DownloadNewsTest {
  private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private static Stand stand(DownloadStatus status) {
    return new Stand(status, null, false);
  }

  @Test
  void whatIsNewIsAddedAndSaysHowItStands() {
    assertThat(between(null, stand(DownloadStatus.QUEUED))).containsExactly(DownloadNews.ADDED);
    assertThat(between(null, stand(DownloadStatus.DOWNLOADING)))
        .containsExactly(DownloadNews.ADDED, DownloadNews.STARTED);
    assertThat(between(null, stand(DownloadStatus.COMPLETED)))
        .containsExactly(DownloadNews.ADDED, DownloadNews.COMPLETED);
  }

  @Test
  void everyTurnIsTold() {
    assertThat(between(stand(DownloadStatus.QUEUED), stand(DownloadStatus.DOWNLOADING)))
        .containsExactly(DownloadNews.STARTED);
    assertThat(between(stand(DownloadStatus.DOWNLOADING), stand(DownloadStatus.PAUSED)))
        .containsExactly(DownloadNews.PAUSED);
    assertThat(between(stand(DownloadStatus.PAUSED), stand(DownloadStatus.DOWNLOADING)))
        .containsExactly(DownloadNews.RESUMED);
    assertThat(between(stand(DownloadStatus.FAILED), stand(DownloadStatus.QUEUED)))
        .containsExactly(DownloadNews.RECOVERED);
    assertThat(between(stand(DownloadStatus.DOWNLOADING), stand(DownloadStatus.FAILED)))
        .containsExactly(DownloadNews.FAILED);
    assertThat(between(stand(DownloadStatus.DOWNLOADING), stand(DownloadStatus.REMOVED)))
        .containsExactly(DownloadNews.REMOVED);
    for (DownloadStatus same : DownloadStatus.values()) {
      assertThat(between(stand(same), stand(same))).isEmpty();
    }
  }

  @Test
  void aStallIsToldOnceItHasLasted() {
    Download stuck = download(Set.of(DownloadTrouble.NO_PEERS));
    Stand first = DownloadNews.stand(null, stuck, PATIENCE, NOW);
    Stand later = DownloadNews.stand(first, stuck, PATIENCE, NOW.plusSeconds(20));
    Stand told = DownloadNews.stand(later, stuck, PATIENCE, NOW.plusSeconds(31));
    Stand over = DownloadNews.stand(told, download(Set.of()), PATIENCE, NOW.plusSeconds(40));
    assertThat(between(first, later)).isEmpty();
    assertThat(between(later, told)).containsExactly(DownloadNews.STALLED);
    assertThat(between(told, told)).isEmpty();
    assertThat(between(told, over)).containsExactly(DownloadNews.RECOVERED);
    assertThat(between(told, stand(DownloadStatus.COMPLETED)))
        .containsExactly(DownloadNews.COMPLETED);
  }

  private static Download download(Set<DownloadTrouble> troubles) {
    return new Download(
        "id",
        "name",
        DownloadKind.TORRENT,
        DownloadStatus.DOWNLOADING,
        "stalleddl",
        0.5,
        null,
        null,
        null,
        0,
        null,
        null,
        null,
        null,
        null,
        List.of(),
        null,
        null,
        troubles,
        null,
        null,
        null);
  }
}
