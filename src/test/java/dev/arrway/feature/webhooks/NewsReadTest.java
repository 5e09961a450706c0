package dev.arrway.feature.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.domain.arr.ArrNews;
import dev.arrway.domain.arr.HistoryItem;
import dev.arrway.domain.arr.NewsKind;
import dev.arrway.kind.arr.ArrKind;
import dev.arrway.kind.arr.ArrNewsReader;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.radarr.RadarrUpstream;
import dev.arrway.upstream.sonarr.SonarrUpstream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the servers send is read in spite of their ways, and is the same as what they remember. */
class NewsReadTest {
  private static final ArrNewsReader RADARR = ArrKind.news(new RadarrUpstream()).orElseThrow();
  private static final ArrNewsReader SONARR = ArrKind.news(new SonarrUpstream()).orElseThrow();

  private static ArrNews radarr(String name) {
    return RADARR.read(Payloads.of("radarr", 12).get(name));
  }

  private static ArrNews sonarr(String name) {
    return SONARR.read(Payloads.of("sonarr", 34).get(name));
  }

  private static Map<String, NewsKind> kinds(String vendor, ArrNewsReader reader) {
    return Payloads.of(vendor, 12).entrySet().stream()
        .collect(Collectors.toMap(Map.Entry::getKey, e -> reader.read(e.getValue()).kind()));
  }

  @Test
  void everyTypeIsKnown() {
    assertThat(kinds("radarr", RADARR))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("test", NewsKind.TEST),
                Map.entry("grab", NewsKind.GRABBED),
                Map.entry("download", NewsKind.IMPORTED),
                Map.entry("upgrade", NewsKind.IMPORTED),
                Map.entry("file-deleted", NewsKind.FILE_DELETED),
                Map.entry("file-deleted-upgrade", NewsKind.FILE_DELETED),
                Map.entry("rename", NewsKind.RENAMED),
                Map.entry("added", NewsKind.TITLE_ADDED),
                Map.entry("deleted", NewsKind.TITLE_DELETED),
                Map.entry("health", NewsKind.HEALTH_ISSUE),
                Map.entry("health-restored", NewsKind.HEALTH_RESTORED),
                Map.entry("application-update", NewsKind.UPGRADED),
                Map.entry("manual-interaction", NewsKind.INTERACTION_REQUIRED),
                Map.entry("unknown", NewsKind.UNKNOWN)));
    assertThat(kinds("sonarr", SONARR))
        .containsEntry("download", NewsKind.IMPORTED)
        .containsEntry("import-complete", NewsKind.IMPORT_COMPLETED)
        .containsEntry("added", NewsKind.TITLE_ADDED)
        .containsEntry("deleted", NewsKind.TITLE_DELETED)
        .containsEntry("file-deleted", NewsKind.FILE_DELETED)
        .containsEntry("unknown", NewsKind.UNKNOWN);
  }

  @Test
  void filesUpgradesAndReasonsAreRead() {
    ArrNews upgrade = radarr("upgrade");
    assertThat(upgrade.upgrade()).isTrue();
    assertThat(upgrade.files()).extracting(ArrNews.MediaFile::id).containsExactly(7002L);
    assertThat(upgrade.subject().id()).isEqualTo(12);
    assertThat(radarr("file-deleted").reason()).isEqualTo("missing_from_disk");
    assertThat(radarr("deleted").files()).as("deletedFiles is a boolean there").isEmpty();
    assertThat(sonarr("import-complete").files()).hasSize(2);
    assertThat(sonarr("grab").episodes()).extracting(ArrNews.Part::episode).containsExactly(1, 2);
    assertThat(sonarr("grab").subject().tmdbId()).as("0 is none").isNull();
    assertThat(radarr("test").subject()).as("ids of tests are invented").isNull();
  }

  @Test
  void aDownloadThatCannotBeMappedIsAboutNoTitle() {
    for (String subject : List.of("null", "{}", "{\"id\":0,\"title\":\"x\"}", "\"\"")) {
      for (ArrNewsReader reader : List.of(RADARR, SONARR)) {
        ArrNews news =
            reader.read(
                "{\"eventType\":\"ManualInteractionRequired\",\"movie\":"
                    + subject
                    + ",\"series\":"
                    + subject
                    + ",\"downloadInfo\":{\"title\":\"Some.Unknown.S01E01\"},\"downloadId\":\"ABCD\",\"downloadStatusMessages\":[{\"messages\":[\"Title"
                    + " mismatch\"]}]}");
        assertThat(news.kind()).isEqualTo(NewsKind.INTERACTION_REQUIRED);
        assertThat(news.subject()).as(subject).isNull();
        assertThat(news.release().title()).isEqualTo("Some.Unknown.S01E01");
        assertThat(news.note().message()).isEqualTo("Title mismatch");
        assertThat(NewsKey.of(news)).hasSize(1);
      }
    }
    assertThat(NewsKey.of(SONARR.read(unmapped("A"))))
        .isNotEqualTo(NewsKey.of(SONARR.read(unmapped("B"))));
    assertThatThrownBy(() -> SONARR.read("{\"eventType\":\"Grab\",\"series\":null}"))
        .isInstanceOf(FailureException.class);
  }

  private static String unmapped(String download) {
    return "{\"eventType\":\"ManualInteractionRequired\",\"downloadId\":\"" + download + "\"}";
  }

  @Test
  void newerAndOlderShapesAreReadAlike() {
    ArrNews model =
        RADARR.read(
            "{\"eventType\":\"Download\",\"movie\":{\"id\":3},\"movieFile\":{\"id\":4,\"quality\":"
                + "{\"quality\":{\"name\":\"DVD\"}},\"relativePath\":\"a.mkv\"},\"isUpgrade\":\"x\"}");
    assertThat(model.files().get(0).path()).isEqualTo("a.mkv");
    assertThat(model.upgrade()).isFalse();
    assertThat(RADARR.read("{\"eventType\":\"grab\"}").kind()).isEqualTo(NewsKind.UNKNOWN);
    assertThat(RADARR.read("{}").kind()).isEqualTo(NewsKind.UNKNOWN);
    assertThatThrownBy(() -> RADARR.read("{\"eventType\":\"Grab\",\"movie\":{}}"))
        .isInstanceOf(FailureException.class);
    assertThatThrownBy(() -> RADARR.read("{")).isInstanceOf(FailureException.class);
  }

  private static HistoryItem row(
      String type, String title, String downloadId, Map<String, String> data) {
    return new HistoryItem(
        9, 12L, null, null, type, title, "WEBDL-1080p", Instant.EPOCH, downloadId, data);
  }

  private static List<NewsKey> keys(HistoryItem row) {
    return NewsKey.of(HistoryNews.of(row).orElseThrow());
  }

  @Test
  void whatHistoryShowsIsWhatWasTold() {
    String hash = radarr("grab").downloadId();
    assertThat(keys(row("grabbed", "Any", hash.toLowerCase(java.util.Locale.ROOT), Map.of())))
        .isEqualTo(NewsKey.of(radarr("grab")));
    assertThat(keys(row("download_folder_imported", "Any", hash, Map.of("fileId", "7001"))))
        .isEqualTo(NewsKey.of(radarr("download")));
    assertThat(keys(row("movie_file_deleted", "/other/mount/older.avi", null, Map.of())))
        .isEqualTo(NewsKey.of(radarr("file-deleted")));
    assertThat(keys(row("movie_file_renamed", "x", null, Map.of("path", "/m/new name.mkv"))))
        .isEqualTo(NewsKey.of(radarr("rename")));
    assertThat(HistoryNews.of(row("something_new", "x", null, Map.of()))).isEmpty();
  }

  @Test
  void differentNewsHaveDifferentKeys() {
    List<NewsKey> all =
        Payloads.of("radarr", 12).values().stream()
            .flatMap(text -> NewsKey.of(RADARR.read(text)).stream())
            .toList();
    assertThat(all).doesNotHaveDuplicates().hasSize(12);
  }

  @Test
  void oneDownloadIsOneCorrelation() {
    NewsEvents.Context context =
        new NewsEvents.Context(
            dev.arrway.feature.instances.TestInstances.of(1, "Films", "http://127.0.0.1:1"),
            Instant.EPOCH,
            "webhook",
            java.util.Optional.empty(),
            null);
    var grab = NewsEvents.draft(radarr("grab"), context);
    var done = NewsEvents.draft(radarr("download"), context);
    assertThat(grab.type()).isEqualTo("release.grabbed");
    assertThat(done.type()).isEqualTo("import.imported");
    assertThat(grab.data().get("correlation_id"))
        .isEqualTo(done.data().get("correlation_id"))
        .isNotNull();
    assertThat(grab.data()).isNotEmpty().doesNotContainValue(null);
  }
}
