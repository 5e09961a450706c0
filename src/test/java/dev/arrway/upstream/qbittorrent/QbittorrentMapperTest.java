package dev.arrway.upstream.qbittorrent;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.download.Download;
import dev.arrway.domain.download.DownloadStatus;
import dev.arrway.domain.download.DownloadTrouble;
import dev.arrway.upstream.Fixtures;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class QbittorrentMapperTest {
  private static List<Download> fixture(String name) {
    return Fixtures.list("qbittorrent/" + name, QbittorrentWire.Torrent.class).stream()
        .map(torrent -> QbittorrentMapper.download(torrent.hash(), torrent, 1_000L))
        .toList();
  }

  @Test
  void torrentsOfFourAreRead() {
    Download seeding = fixture("info-4.5.json").get(0);
    assertThat(seeding.id()).isEqualTo("2d64bbd36add4bcdff8b9ba66f040431e40e0a4d");
    assertThat(seeding.status()).isEqualTo(DownloadStatus.COMPLETED);
    assertThat(seeding.phase()).isEqualTo("stalledup");
    assertThat(seeding.progress()).isEqualTo(1);
    assertThat(seeding.etaSeconds()).isNull();
    assertThat(seeding.size()).isEqualTo(40_000);
    assertThat(seeding.remaining()).isZero();
    assertThat(seeding.tags()).containsExactly("one", "two words");
    assertThat(seeding.category()).isEqualTo("films");
    assertThat(seeding.outputPath()).isEqualTo("/downloads/Arrway Test 2.bin");
    assertThat(seeding.addedAt()).isEqualTo(Instant.ofEpochSecond(1_795_271_837));
    assertThat(seeding.completedAt()).isEqualTo(Instant.ofEpochSecond(1_795_271_838));
    assertThat(seeding.troubles()).isEmpty();
    assertThat(seeding.isPrivate()).as("4.x does not say").isNull();
  }

  @Test
  void torrentsOfFiveAreRead() {
    assertThat(fixture("info-5.1.json").get(0).isPrivate()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"info-4.5.json", "info-5.1.json"})
  void magnetLinksThatNobodyKnowsAreRead(String name) {
    Download magnet = fixture(name).get(1);
    assertThat(magnet.status()).isEqualTo(DownloadStatus.QUEUED);
    assertThat(magnet.troubles()).containsExactly(DownloadTrouble.NO_METADATA);
    assertThat(magnet.error()).isNotBlank();
    assertThat(magnet.size()).isNull();
    assertThat(magnet.remaining()).isNull();
    assertThat(magnet.category()).isNull();
    assertThat(magnet.completedAt()).isNull();
    assertThat(magnet.isPrivate()).isNull();
  }

  @ParameterizedTest
  @CsvSource({
    "error, 0.5, FAILED",
    "missingFiles, 1, FAILED",
    "uploading, 1, COMPLETED",
    "stalledUP, 1, COMPLETED",
    "queuedUP, 1, COMPLETED",
    "checkingUP, 0.3, COMPLETED",
    "forcedUP, 1, COMPLETED",
    "pausedUP, 1, COMPLETED",
    "stoppedUP, 1, COMPLETED",
    "downloading, 0.5, DOWNLOADING",
    "forcedDL, 0, DOWNLOADING",
    "stalledDL, 0, DOWNLOADING",
    "allocating, 0, DOWNLOADING",
    "checkingDL, 0, DOWNLOADING",
    "moving, 1, DOWNLOADING",
    "pausedDL, 0.5, PAUSED",
    "stoppedDL, 0.5, PAUSED",
    "pausedDL, 1, COMPLETED",
    "queuedDL, 0, QUEUED",
    "metaDL, 0, QUEUED",
    "forcedMetaDL, 0, QUEUED",
    "checkingResumeData, 0.2, QUEUED",
    "checkingResumeData, 1, COMPLETED",
    "unknown, 0, DOWNLOADING",
    "whatever comes next, 0, DOWNLOADING"
  })
  void statesOfAllVersionsAreKnown(String state, double progress, DownloadStatus status) {
    assertThat(QbittorrentMapper.status(state, progress)).isEqualTo(status);
  }
}
