package dev.arrway.feature.mediaservers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.platform.event.StoredEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImportFoldersTest {
  private static ImportFolders of(String data) {
    return ImportFolders.of(new StoredEvent(1, 2L, "import.imported", Instant.EPOCH, data));
  }

  @Test
  void eachFolderCountsOnce() {
    ImportFolders imported =
        of(
            """
            {"files":[{"path":"/tv/A & B/Season 1/a.mkv"},{"path":"/tv/A & B/Season 1/b.mkv"},
             {"path":"D:\\\\TV\\\\É\\\\c.mkv"}],"correlation_id":"download-1"}
            """);
    assertThat(imported.folders()).containsExactly("/tv/A & B/Season 1", "D:\\TV\\É");
    assertThat(imported.correlationId()).isEqualTo("download-1");
  }

  @Test
  void whatIsNoAbsolutePathIsLeftOut() {
    for (String data :
        List.of(
            "{}",
            "{\"files\":[]}",
            "{\"files\":[{\"file_id\":1}]}",
            "{\"files\":[{\"path\":\"a.mkv\"}],\"correlation_id\":7}")) {
      assertThat(of(data)).isEqualTo(new ImportFolders(List.of(), null));
    }
  }

  @Test
  void onlyImportsAreWanted() {
    assertThat(ImportFolders.FILTER.wants("import.imported", 1L)).isTrue();
    assertThat(ImportFolders.FILTER.wants("import.completed", 1L)).isTrue();
    assertThat(ImportFolders.FILTER.wants("import.interaction_required", 1L)).isFalse();
    assertThat(ImportFolders.FILTER.wants("library.scan_started", 1L)).isFalse();
  }
}
