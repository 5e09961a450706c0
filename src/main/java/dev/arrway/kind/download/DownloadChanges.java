package dev.arrway.kind.download;

import dev.arrway.upstream.ChangeDescriptions;
import java.util.Map;

/** The descriptions of changes in download clients. */
final class DownloadChanges {
  static final ChangeDescriptions DESCRIPTIONS =
      ChangeDescriptions.builder()
          .subject(DownloadCommand.AddDownload.class, DownloadChanges::download)
          .build();

  private DownloadChanges() {}

  private static Map<String, Object> download(DownloadCommand.AddDownload add) {
    String name = add.download().name();
    return name == null ? Map.of() : Map.of("name", name);
  }
}
