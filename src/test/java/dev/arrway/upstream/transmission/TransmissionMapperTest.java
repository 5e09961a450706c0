package dev.arrway.upstream.transmission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.domain.download.Download;
import dev.arrway.domain.download.DownloadPriority;
import dev.arrway.domain.download.DownloadStatus;
import dev.arrway.domain.download.DownloadTrouble;
import dev.arrway.platform.http.HttpAnswer;
import dev.arrway.platform.http.RowReader;
import dev.arrway.platform.http.SkippedRows;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Fixtures;
import io.vertx.core.buffer.Buffer;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TransmissionMapperTest {
  private static final SkippedRows SKIPPED = new SkippedRows();
  private static final List<Download> LEGACY = read("torrents-legacy.json", RpcDialect.LEGACY);

  private static HttpAnswer answer(String body) {
    return new HttpAnswer(200, Map.of(), Buffer.buffer(body));
  }

  private static List<Download> read(String file, RpcDialect dialect) {
    return new RowReader<>(
            "torrents.list", TransmissionWire.Torrent.class, TransmissionMapper::download, SKIPPED)
        .all(dialect.torrents(answer(Fixtures.text("transmission/" + file))));
  }

  private static Download legacy(int number) {
    return LEGACY.stream().filter(d -> d.id().endsWith("a" + number)).findFirst().orElseThrow();
  }

  @Test
  void bothProtocolsTellTheSame() {
    assertThat(read("torrents.json", RpcDialect.JSON_RPC)).containsExactly(legacy(1));
  }

  @Test
  void aTorrentThatIsDownloadedIsReadInFull() {
    Download download = legacy(1);
    assertThat(download.id()).isEqualTo("aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa1");
    assertThat(download.status()).isEqualTo(DownloadStatus.DOWNLOADING);
    assertThat(download.phase()).isEqualTo("downloading");
    assertThat(download.progress()).isEqualTo(0.25);
    assertThat(download.etaSeconds()).isEqualTo(125);
    assertThat(download.size()).isEqualTo(40_000);
    assertThat(download.remaining()).isEqualTo(30_000);
    assertThat(download.rate()).isEqualTo(2048);
    assertThat(download.peers()).isEqualTo(7);
    assertThat(download.ratio()).isEqualTo(0.5);
    assertThat(download.category()).isEqualTo("films");
    assertThat(download.tags()).containsExactly("4k");
    assertThat(download.priority()).isEqualTo(DownloadPriority.LOW);
    assertThat(download.outputPath()).isEqualTo("/data/downloads/Downloading.Film");
    assertThat(download.isPrivate()).isTrue();
    assertThat(download.addedAt()).isEqualTo(Instant.ofEpochSecond(1_796_138_204));
    assertThat(download.completedAt()).isNull();
    assertThat(download.troubles()).isEmpty();
    assertThat(download.error()).isNull();
  }

  @Test
  void aMagnetLinkWithoutDescriptionHasNoSizeYet() {
    Download download = legacy(2);
    assertThat(download.status()).isEqualTo(DownloadStatus.QUEUED);
    assertThat(download.troubles()).containsExactly(DownloadTrouble.NO_METADATA);
    assertThat(download.error()).contains("metadata");
    assertThat(download.size()).isNull();
    assertThat(download.remaining()).isNull();
    assertThat(download.etaSeconds()).isNull();
    assertThat(download.outputPath()).isNull();
    assertThat(download.isPrivate()).isNull();
    assertThat(download.ratio()).isNull();
    assertThat(download.category()).isNull();
    assertThat(download.priority()).isNull();
  }

  @Test
  void anErrorOfTheTrackerIsToldAndNoFailure() {
    Download download = legacy(3);
    assertThat(download.status()).isEqualTo(DownloadStatus.COMPLETED);
    assertThat(download.phase()).isEqualTo("finished");
    assertThat(download.troubles()).isEmpty();
    assertThat(download.error()).isEqualTo("Unregistered torrent, see (address)");
    assertThat(download.completedAt()).isEqualTo(Instant.ofEpochSecond(1_796_138_300));
    assertThat(download.outputPath()).isEqualTo("C:\\Downloads\\Finished.Show");
    assertThat(download.ratio()).isNull();
  }

  @Test
  void rowsThatCannotBeReadAreSkippedAndOddNumbersAreAbsent() {
    assertThat(LEGACY).hasSize(5);
    assertThat(SKIPPED.count()).isEqualTo(4);
    Download odd = legacy(6);
    assertThat(odd.name()).isEqualTo(odd.id());
    assertThat(odd.phase()).isEqualTo("unknown");
    assertThat(odd.etaSeconds()).isNull();
    assertThat(odd.size()).isNull();
    assertThat(odd.addedAt()).isNull();
    assertThat(odd.progress()).isEqualTo(1);
  }

  private static Download torrent(String fields) {
    String row = "{'hashString':'" + "b".repeat(40) + "','metadataPercentComplete':1," + fields;
    String body = "{'result':'success','arguments':{'torrents':[" + row + "}]}}";
    return new RowReader<>(
            "torrents.list",
            TransmissionWire.Torrent.class,
            TransmissionMapper::download,
            new SkippedRows())
        .all(RpcDialect.LEGACY.torrents(answer(body.replace('\'', '"'))))
        .get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, PAUSED, stopped",
    "0, 1, COMPLETED, stopped",
    "1, 0, QUEUED, queued_to_verify",
    "1, 1, COMPLETED, queued_to_verify",
    "2, 0.5, DOWNLOADING, verifying",
    "3, 0.5, QUEUED, queued_to_download",
    "4, 0.5, DOWNLOADING, downloading",
    "5, 1, COMPLETED, queued_to_seed",
    "6, 1, COMPLETED, seeding",
    "7, 0.5, DOWNLOADING, unknown",
    "-1, 0.5, DOWNLOADING, unknown"
  })
  void eachStateHasItsStatus(int number, double progress, DownloadStatus status, String phase) {
    Download download = torrent("'status':" + number + ",'percentDone':" + progress);
    assertThat(download.status()).isEqualTo(status);
    assertThat(download.phase()).isEqualTo(phase);
  }

  @ParameterizedTest
  @CsvSource({
    "1, Warned, DOWNLOADING, ''",
    "2, Refused, DOWNLOADING, ''",
    "3, No data found! Ensure your drives, FAILED, MISSING_FILES",
    "3, Paused torrent as no data was found!, FAILED, MISSING_FILES",
    "3, No space left on device, FAILED, DISK_FULL",
    "3, Permission denied, FAILED, CLIENT_ERROR",
    "3, '', FAILED, CLIENT_ERROR"
  })
  void onlyAnErrorOfTheServerIsAFailure(
      int error, String text, DownloadStatus status, String trouble) {
    Download download =
        torrent("'status':4,'error':" + error + ",'errorString':'" + text + "','percentDone':0.5");
    assertThat(download.status()).isEqualTo(status);
    assertThat(download.error()).isEqualTo(text.isEmpty() ? "no reason given" : text);
    assertThat(download.troubles()).extracting(Enum::name).containsExactly(names(trouble));
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0, finished",
    "0, 2, finished",
    "0, 3, stopped",
    "6, 0, seeding",
    "5, 0, queued_to_seed"
  })
  void aTorrentIsFinishedOnceItsRatioHasStoppedIt(int state, int error, String phase) {
    String fields = "'isFinished':true,'percentDone':1,'status':" + state + ",'error':" + error;
    assertThat(torrent(fields).phase()).isEqualTo(phase);
  }

  private static String[] names(String trouble) {
    return trouble.isEmpty() ? new String[0] : new String[] {trouble};
  }

  @ParameterizedTest
  @CsvSource({
    "false, 100, 0, 0, ''",
    "true, 100, 0, 0, STALLED",
    "false, 99, 0, 0, NO_PEERS",
    "false, 0, 1, 0, ''",
    "true, 0, 0, 3, ''"
  })
  void troublesAreThoseOfTorrentsThatAreDownloaded(
      boolean stalled, long available, int webSeeds, int finished, String trouble) {
    Download download =
        torrent(
            "'status':4,'leftUntilDone':100,'isStalled':"
                + stalled
                + ",'desiredAvailable':"
                + available
                + ",'webseedsSendingToUs':"
                + webSeeds
                + ",'percentDone':"
                + Math.min(1, finished));
    assertThat(download.troubles()).extracting(Enum::name).containsExactly(names(trouble));
  }

  @Test
  void anAnswerWithoutTorrentsIsNoEmptyList() {
    for (String body :
        List.of(
            "{\"result\":\"success\",\"arguments\":{}}",
            "{\"result\":\"success\"}",
            "{\"result\":\"no fields specified\",\"arguments\":{\"torrents\":[]}}",
            "{\"arguments\":{\"torrents\":[]}}")) {
      assertThatThrownBy(() -> RpcDialect.LEGACY.torrents(answer(body)))
          .as(body)
          .isInstanceOf(FailureException.class);
    }
    for (String body :
        List.of(
            "{\"jsonrpc\":\"2.0\",\"result\":{},\"id\":1}",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"error\":{\"code\":-32601,\"message\":\"No\"}}",
            "{\"jsonrpc\":\"2.0\",\"id\":1}")) {
      assertThatThrownBy(() -> RpcDialect.JSON_RPC.torrents(answer(body)))
          .as(body)
          .isInstanceOf(FailureException.class);
    }
  }
}
