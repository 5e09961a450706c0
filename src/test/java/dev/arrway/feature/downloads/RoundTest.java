package dev.arrway.feature.downloads;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.download.Download;
import dev.arrway.domain.download.DownloadKind;
import dev.arrway.domain.download.DownloadNews;
import dev.arrway.domain.download.DownloadStatus;
import dev.arrway.domain.download.FailureRules;
import dev.arrway.feature.instances.TestInstances;
import dev.arrway.kind.download.DownloadReply;
import dev.arrway.upstream.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RoundTest {
  /** Created at the epoch. */
  private static final Instance CLIENT =
      TestInstances.of(1, 1, "Torrents", "qbittorrent", "http://127.0.0.1:1");

  private static final Instant EARLIER = Instant.EPOCH.minusSeconds(10);
  private static final Instant LATER = Instant.EPOCH.plusSeconds(10);

  private static Download download(String id, Instant addedAt) {
    return new Download(
        id,
        "name",
        DownloadKind.TORRENT,
        DownloadStatus.DOWNLOADING,
        "downloading",
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
        Set.of(),
        null,
        addedAt,
        null);
  }

  private static List<Round.Step> steps(Long version, boolean underWay, Download... seen) {
    Round.Before before =
        new Round.Before(version, Map.of(), FailureRules.DEFAULT, Map.of(), underWay);
    DownloadReply.Downloads downloads = new DownloadReply.Downloads(List.of(seen), false, 0);
    return new Round(CLIENT, before, downloads, Duration.ofSeconds(5), LATER).steps();
  }

  private static Set<DownloadNews> news(Long version, Download one) {
    return steps(version, false, one).get(0).news();
  }

  @Test
  void whatIsOlderThanTheInstanceIsNoNews() {
    assertThat(news(null, download("a", EARLIER))).isEmpty();
    assertThat(news(null, download("a", LATER))).contains(DownloadNews.ADDED);
  }

  @Test
  void whatIsOlderIsNoNewsAlsoWhenTheFirstPollHadToLeaveItOut() {
    assertThat(steps(null, true, download("a", EARLIER))).isEmpty();
    assertThat(news(1L, download("a", EARLIER))).isEmpty();
    assertThat(news(1L, download("a", LATER))).contains(DownloadNews.ADDED);
  }

  @Test
  void whatHasNoDateIsNewsAfterTheFirstPollOnly() {
    assertThat(news(null, download("a", null))).isEmpty();
    assertThat(news(1L, download("a", null))).contains(DownloadNews.ADDED);
  }
}
