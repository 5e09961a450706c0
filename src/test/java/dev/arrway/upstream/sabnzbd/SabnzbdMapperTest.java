package dev.arrway.upstream.sabnzbd;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.download.Download;
import dev.arrway.domain.download.DownloadPriority;
import dev.arrway.domain.download.DownloadStatus;
import dev.arrway.domain.download.DownloadTrouble;
import dev.arrway.platform.http.HttpAnswer;
import dev.arrway.platform.http.WireJson;
import dev.arrway.upstream.Fixtures;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class SabnzbdMapperTest {
  private static HttpAnswer answer(String file) {
    return new HttpAnswer(200, Map.of(), Buffer.buffer(Fixtures.text("sabnzbd/" + file)));
  }

  private static SabnzbdWire.Queue queue() {
    return WireJson.read(answer("queue.json"), SabnzbdWire.QueueAnswer.class).queue();
  }

  private static Map<String, Download> byEnd(Stream<SabnzbdJob> jobs) {
    return jobs.map(SabnzbdJob::download)
        .collect(Collectors.toMap(d -> d.id().substring("SABnzbd_nzo_".length()), d -> d));
  }

  private static final Map<String, Download> QUEUE =
      byEnd(SabnzbdMapper.queue(queue(), Fixtures.rows(SabnzbdWire.QueueSlot.class)).stream());

  private static final Map<String, Download> HISTORY =
      byEnd(
          SabnzbdMapper.history(
              WireJson.convert(
                  WireJson.readTree(answer("history.json")).path("history"),
                  SabnzbdWire.History.class),
              Fixtures.rows(SabnzbdWire.HistorySlot.class))
              .stream());

  @Test
  void theFirstThatIsNotPausedIsDownloadedAndHasAllOfTheSpeed() {
    Download running = QUEUE.get("running1");
    assertThat(running.status()).isEqualTo(DownloadStatus.DOWNLOADING);
    assertThat(running.phase()).isEqualTo("downloading");
    assertThat(running.rate()).isEqualTo(2048L * 1024);
    assertThat(running.progress()).isEqualTo(0.75);
    assertThat(running.size()).isEqualTo(1000L << 20);
    assertThat(running.remaining()).isEqualTo(250L << 20);
    assertThat(running.etaSeconds()).isEqualTo(125);
    assertThat(running.priority()).isEqualTo(DownloadPriority.HIGH);
    assertThat(running.category()).isNull();
    assertThat(running.addedAt()).isEqualTo(Instant.ofEpochSecond(1_700_000_000));
    assertThat(running.troubles()).isEmpty();
    assertThat(running.completedAt()).isNull();
  }

  @Test
  void whatSabnzbdCallsDownloadingWaitsUnlessItHasBegun() {
    assertThat(QUEUE.get("waiting1").status()).isEqualTo(DownloadStatus.QUEUED);
    assertThat(QUEUE.get("waiting1").etaSeconds()).isNull();
    assertThat(QUEUE.get("begun001").status()).isEqualTo(DownloadStatus.DOWNLOADING);
    assertThat(QUEUE.get("begun001").rate()).isZero();
    assertThat(QUEUE.get("begun001").troubles()).isEmpty();
    assertThat(QUEUE.get("newsort1").status()).isEqualTo(DownloadStatus.QUEUED);
    assertThat(QUEUE.get("newsort1").phase()).isEqualTo("propagating");
    assertThat(QUEUE.get("newsort1").size()).isEqualTo(Math.round(24.5 * (1 << 20)));
  }

  @Test
  void aFirstOneThatNothingArrivesForIsStalled() {
    SabnzbdWire.Queue q = queue();
    var idle = new SabnzbdWire.Queue("4", false, "0.00", 1, null, null, null, null, q.slots());
    assertThat(
            byEnd(SabnzbdMapper.queue(idle, Fixtures.rows(SabnzbdWire.QueueSlot.class)).stream())
                .get("running1")
                .troubles())
        .containsExactly(DownloadTrouble.STALLED);
    var paused = new SabnzbdWire.Queue("4", true, "0.00", 1, null, null, null, null, q.slots());
    assertThat(
            byEnd(SabnzbdMapper.queue(paused, Fixtures.rows(SabnzbdWire.QueueSlot.class)).stream())
                .values())
        .noneMatch(d -> d.troubles().contains(DownloadTrouble.STALLED));
  }

  @Test
  void onePausedForItsPasswordSaysSo() {
    Download locked = QUEUE.get("paused01");
    assertThat(locked.status()).isEqualTo(DownloadStatus.PAUSED);
    assertThat(locked.troubles()).containsExactly(DownloadTrouble.ENCRYPTED);
    assertThat(locked.error()).contains("password");
    assertThat(locked.priority()).isEqualTo(DownloadPriority.FORCE);
  }

  @Test
  void aLinkThatIsBeingFetchedShowsNoKeyAndHasNoSize() {
    Download grabbing = QUEUE.get("grabbing");
    assertThat(grabbing.status()).isEqualTo(DownloadStatus.QUEUED);
    assertThat(grabbing.name()).isEqualTo("Trying to fetch NZB from https://indexer.example/…");
    assertThat(grabbing.priority()).isEqualTo(DownloadPriority.NORMAL);
    assertThat(grabbing.size()).isNull();
    assertThat(grabbing.progress()).isZero();
  }

  @Test
  void nonsenseIsNothing() {
    Download odd = QUEUE.get("checking");
    assertThat(odd.name()).isEqualTo("unknown");
    assertThat(odd.size()).isNull();
    assertThat(odd.priority()).isNull();
    assertThat(odd.etaSeconds()).isNull();
    assertThat(odd.status()).isEqualTo(DownloadStatus.QUEUED);
  }

  @Test
  void whatIsUnpackedIsStillUnderWay() {
    Download unpacked = HISTORY.get("unpack01");
    assertThat(unpacked.status()).isEqualTo(DownloadStatus.DOWNLOADING);
    assertThat(unpacked.phase()).isEqualTo("extracting");
    assertThat(unpacked.progress()).isEqualTo(1);
    assertThat(unpacked.completedAt()).isNull();
    assertThat(unpacked.outputPath()).isEqualTo("/incomplete/Unpacked.Release.2020");
  }

  @Test
  void everyPhaseOfTheHistoryIsUnderWayUntilItIsOver() {
    for (String status :
        new String[] {
          "Queued", "Extracting", "Repairing", "Verifying", "Moving", "Running", "QuickCheck"
        }) {
      var slot =
          new SabnzbdWire.HistorySlot(
              "x", "n", null, status, null, null, null, null, null, null, null, null);
      assertThat(SabnzbdMapper.past(slot, false).download().status())
          .as(status)
          .isEqualTo(DownloadStatus.DOWNLOADING);
    }
  }

  @Test
  void whatIsWorkedOnIsNotOverWhateverItSays() {
    Download ending = HISTORY.get("ending01");
    assertThat(ending.status()).isEqualTo(DownloadStatus.DOWNLOADING);
    assertThat(ending.phase()).isEqualTo("finishing");
    assertThat(ending.completedAt()).isNull();
    assertThat(ending.troubles()).isEmpty();
  }

  @Test
  void whatIsDoneHasItsPlaceAndTime() {
    Download done = HISTORY.get("done0001");
    assertThat(done.status()).isEqualTo(DownloadStatus.COMPLETED);
    assertThat(done.outputPath()).isEqualTo("/complete/Done.Release.2020");
    assertThat(done.completedAt()).isEqualTo(Instant.ofEpochSecond(1_795_270_002));
    assertThat(done.addedAt()).isEqualTo(Instant.ofEpochSecond(1_795_260_000));
    assertThat(done.size()).isEqualTo(3_000_000_000L);
  }

  @Test
  void whatFailedSaysWhyWithoutTheKeyOfItsLink() {
    assertThat(HISTORY.get("urlfail1").name()).isEqualTo("Failed.Release");
    assertThat(HISTORY.get("urlfail1").error()).startsWith("URL Fetching failed; Error 404");
    assertThat(HISTORY.get("urlfail2").name()).isEqualTo("https://indexer.example/…");
    assertThat(HISTORY.get("urlfail2").error()).isNotBlank();
    assertThat(HISTORY.get("missing1").error())
        .isEqualTo("Download failed - Not on your server(s)");
    assertThat(HISTORY.get("missing1").troubles()).containsExactly(DownloadTrouble.MISSING_BLOCKS);
    assertThat(HISTORY.get("missing1").completedAt()).isNull();
    Function<SabnzbdJob, String> text = SabnzbdJob::toString;
    assertThat(SabnzbdMapper.queue(queue(), Fixtures.rows(SabnzbdWire.QueueSlot.class)))
        .extracting(text)
        .noneMatch(s -> s.contains("s3cret"));
    assertThat(QUEUE.toString() + HISTORY).doesNotContain("s3cret").doesNotContain("pw@");
  }
}
