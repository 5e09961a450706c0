package dev.arrway.upstream.transmission;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.download.Download;
import dev.arrway.domain.download.DownloadKind;
import dev.arrway.domain.download.DownloadStatus;
import dev.arrway.platform.config.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class TransmissionListTest {
  private static final String ID = "a".repeat(40);
  private final AtomicLong now = new AtomicLong();

  private final TransmissionList list =
      new TransmissionList(
          new TransmissionRpc(null, new RpcEndpoint("", Secret.of("x"))), now::get);

  private static Download download() {
    return new Download(
        ID,
        "Film",
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
        "films",
        null,
        List.of("4k"),
        null,
        null,
        Set.of(),
        null,
        null,
        null);
  }

  @Test
  void anEmptyListOfANewSessionIsNotBelievedAtOnce() {
    list.replace(1, List.of(download()), 0);
    now.addAndGet(Duration.ofHours(1).toNanos());
    list.replace(2, List.of(), 0);
    assertThat(list.find(ID)).isNotNull();
    now.addAndGet(TransmissionList.READING_TIME.toNanos() - 1);
    list.replace(2, List.of(), 0);
    assertThat(list.find(ID)).isNotNull();
    assertThat(list.active()).isEqualTo(1);
    now.incrementAndGet();
    list.replace(2, List.of(), 0);
    assertThat(list.find(ID)).isNull();
  }

  @Test
  void anEmptyListWithinASessionIsBelieved() {
    list.replace(1, List.of(download()), 0);
    now.addAndGet(TransmissionList.READING_TIME.toNanos());
    list.replace(1, List.of(), 0);
    assertThat(list.find(ID)).isNull();
  }

  @Test
  void aTorrentThatWasRemovedHereIsGoneAtOnce() {
    list.replace(1, List.of(download()), 0);
    assertThat(list.labels()).containsExactly("4k", "films");
    list.forget(ID);
    list.replace(2, List.of(), 0);
    assertThat(list.find(ID)).isNull();
    assertThat(list.labels()).isEmpty();
  }
}
