package dev.arrway.domain.timeline;

import static dev.arrway.domain.timeline.TestSteps.START;
import static dev.arrway.domain.timeline.TestSteps.step;
import static dev.arrway.domain.timeline.TestSteps.whole;
import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.arr.LibraryItem;
import dev.arrway.domain.arr.QueueItem;
import dev.arrway.domain.download.Download;
import dev.arrway.domain.download.DownloadKind;
import dev.arrway.domain.download.DownloadStatus;
import dev.arrway.domain.download.DownloadTrouble;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WhyTest {
  private static final Facts NONE = Facts.none(0, List.of());

  private static String code(List<Step> steps, Facts facts) {
    return Why.of(steps, facts).code();
  }

  private static LibraryItem movie(boolean monitored, String status, boolean file) {
    return new LibraryItem(
        17,
        603,
        null,
        null,
        "The Matrix",
        null,
        null,
        List.of(),
        1999,
        null,
        monitored,
        file,
        status,
        "released",
        1,
        null,
        null,
        0,
        null,
        null,
        START,
        List.of());
  }

  private static Facts title(LibraryItem title) {
    return new Facts(title, List.of(), List.of(), null, null, null, 0, List.of());
  }

  private static Facts queued(String status, String tracked, String... messages) {
    QueueItem item =
        new QueueItem(
            1,
            17L,
            null,
            null,
            "A.Release",
            null,
            null,
            status,
            "warning",
            tracked,
            null,
            List.of(messages),
            "ABC",
            null,
            null,
            null,
            null,
            1,
            1,
            null,
            null);
    return new Facts(null, List.of(item), List.of(), null, null, null, 0, List.of());
  }

  private static Facts download(DownloadStatus status, DownloadTrouble... troubles) {
    Download download =
        new Download(
            "abc",
            "A.Release",
            DownloadKind.TORRENT,
            status,
            "x",
            0.42,
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
            Set.of(troubles),
            null,
            null,
            null);
    return new Facts(null, List.of(), List.of(), null, download, null, 0, List.of());
  }

  @ParameterizedTest
  @CsvSource({
    "1,request_pending",
    "2,no_search_yet",
    "3,nothing_grabbed",
    "4,waiting_in_client",
    "5,downloading",
    "6,waiting_for_import",
    "7,no_media_server",
    "9,playable"
  })
  void everyStepHasItsReason(int steps, String code) {
    Reason why = Why.of(whole().subList(0, steps), NONE);
    assertThat(why.code()).isEqualTo(code);
    assertThat(why.text()).endsWith(".");
    assertThat(why.since()).isNotNull();
  }

  @Test
  void aTitleThatNothingHappenedToIsExplainedByTheLibrary() {
    assertThat(code(List.of(), title(movie(false, "released", false)))).isEqualTo("not_monitored");
    assertThat(code(List.of(), title(movie(true, "in_cinemas", false)))).isEqualTo("not_released");
    assertThat(code(List.of(), title(movie(true, "released", true)))).isEqualTo("in_library");
    assertThat(code(List.of(), title(movie(true, "released", false)))).isEqualTo("no_search_yet");
  }

  @Test
  void failingIndexersExplainThatNothingIsFound() {
    Facts facts =
        new Facts(
            null,
            List.of(),
            List.of("All indexers are unavailable"),
            null,
            null,
            null,
            0,
            List.of());
    Reason why = Why.of(whole().subList(0, 3), facts);
    assertThat(why.code()).isEqualTo("indexers_failing");
    assertThat(why.text()).contains("All indexers are unavailable");
  }

  @Test
  void aServerThatDoesNotAnswerExplainsEverythingBeforeTheGrab() {
    Facts facts = new Facts(null, List.of(), List.of(), "Refused.", null, null, 0, List.of());
    assertThat(code(whole().subList(0, 1), facts)).isEqualTo("instance_unreachable");
    assertThat(code(List.of(), facts)).isEqualTo("instance_unreachable");
  }

  @Test
  void aRequestThatSearchesNeedsNoOtherSearch() {
    Step requested = step(StepKind.REQUESTED, 0, "", Map.of("search", true));
    assertThat(code(List.of(requested, step(StepKind.ADDED, 1)), NONE))
        .isEqualTo("nothing_grabbed");
  }

  @Test
  void downloadsAreExplainedByTheirClient() {
    List<Step> downloading = whole().subList(0, 5);
    assertThat(code(downloading, download(DownloadStatus.QUEUED))).isEqualTo("waiting_in_client");
    assertThat(code(downloading, download(DownloadStatus.PAUSED))).isEqualTo("download_paused");
    assertThat(code(downloading, download(DownloadStatus.DOWNLOADING, DownloadTrouble.NO_PEERS)))
        .isEqualTo("stalled_no_peers");
    assertThat(code(downloading, download(DownloadStatus.DOWNLOADING, DownloadTrouble.STALLED)))
        .isEqualTo("stalled");
    assertThat(Why.of(downloading, download(DownloadStatus.DOWNLOADING)).text())
        .isEqualTo("It is being downloaded, 42 % are there.");
    Facts deaf = new Facts(null, List.of(), List.of(), null, null, "Refused", 0, List.of());
    assertThat(code(downloading, deaf)).isEqualTo("client_unreachable");
    assertThat(
            code(
                List.of(
                    step(StepKind.GRABBED, 3),
                    step(
                        StepKind.DOWNLOAD_STALLED,
                        4,
                        TestSteps.DOWNLOAD,
                        Map.of("reason", "no_peers"))),
                NONE))
        .isEqualTo("stalled_no_peers");
  }

  @Test
  void importsAreExplainedByTheQueue() {
    Reason why = Why.of(whole().subList(0, 6), queued("completed", "import_blocked", "Bad file"));
    assertThat(why.code()).isEqualTo("import_blocked");
    assertThat(why.text()).contains("Bad file");
    assertThat(why.suggestion()).isNotNull();
    assertThat(code(List.of(), queued("completed", "import_pending", "Sample")))
        .isEqualTo("import_blocked");
    assertThat(code(List.of(), queued("downloading", "downloading"))).isEqualTo("downloading");
    Step blocked =
        step(StepKind.IMPORT_BLOCKED, 9, TestSteps.DOWNLOAD, Map.of("message", "No files"));
    assertThat(Why.of(List.of(step(StepKind.GRABBED, 3), blocked), NONE).text())
        .isEqualTo("The import waits for a person: No files.");
  }

  @Test
  void whatIsInTheLibraryIsExplainedByTheMediaServers() {
    List<Step> imported = whole().subList(0, 7);
    assertThat(code(imported, Facts.none(1, List.of()))).isEqualTo("waiting_for_media_server");
    assertThat(code(imported, Facts.none(1, List.of("Plex"))))
        .isEqualTo("media_server_unreachable");
    Step refused = step(StepKind.SCAN_FAILED, 11, "", Map.of("error", "No library lies there"));
    List<Step> scanned = List.of(step(StepKind.IMPORTED, 10), refused);
    assertThat(code(scanned, Facts.none(1, List.of()))).isEqualTo("scan_rejected");
    assertThat(
            code(
                List.of(step(StepKind.IMPORTED, 10), refused, step(StepKind.SCAN_REQUESTED, 12)),
                Facts.none(1, List.of())))
        .isEqualTo("waiting_for_media_server");
    assertThat(
            code(
                List.of(step(StepKind.IMPORTED, 10), step(StepKind.NOT_PLAYABLE_YET, 99)),
                Facts.none(1, List.of())))
        .isEqualTo("not_in_media_server");
  }

  @Test
  void endsAreNamed() {
    Step failed = step(StepKind.REQUEST_FAILED, 1, "", Map.of("error", "It is excluded."));
    assertThat(Why.of(List.of(step(StepKind.REQUESTED, 0), failed), NONE).text())
        .isEqualTo("The request did not work: It is excluded.");
    assertThat(code(List.of(step(StepKind.DELETED, 1)), NONE)).isEqualTo("deleted");
    assertThat(code(List.of(step(StepKind.GRABBED, 1), step(StepKind.DOWNLOAD_FAILED, 2)), NONE))
        .isEqualTo("download_failed");
  }

  @Test
  void patienceGrowsUpToADay() {
    java.time.Duration whole = java.time.Duration.ZERO;
    int looks = 0;
    while (Patience.after(looks).isPresent()) {
      java.time.Duration pause = Patience.after(looks).orElseThrow();
      assertThat(looks == 0 || pause.compareTo(Patience.after(looks - 1).orElseThrow()) >= 0)
          .isTrue();
      whole = whole.plus(pause);
      looks++;
    }
    assertThat(whole).isBetween(java.time.Duration.ofHours(23), java.time.Duration.ofHours(25));
  }
}
