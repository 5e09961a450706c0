package dev.arrway.kind.media;

import dev.arrway.protocol.Reply;
import dev.arrway.upstream.ChangeDescriptions;
import dev.arrway.upstream.ChangeEffect;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;

/** The descriptions of changes in media servers, whose libraries have ids of text. */
final class MediaChanges {
  static final ChangeDescriptions DESCRIPTIONS =
      ChangeDescriptions.builder()
          .subject(
              MediaCommand.ScanPath.class, scan -> Collections.singletonMap("path", scan.path()))
          .effect(MediaCommand.ScanPath.class, MediaReply.Scanning.class, MediaChanges::scanning)
          .effect(MediaCommand.RefreshLibrary.class, Reply.Done.class, MediaChanges::refreshing)
          .build();

  private MediaChanges() {}

  private static ChangeEffect scanning(MediaCommand.ScanPath scan, MediaReply.Scanning reply) {
    Map<String, Object> data = new HashMap<>();
    data.put("library_id", reply.scan().libraryId());
    data.put("path", reply.scan().path());
    return new ChangeEffect("library.scan_started", data);
  }

  private static ChangeEffect refreshing(MediaCommand.RefreshLibrary refresh, Reply.Done done) {
    return new ChangeEffect(
        "library.refresh_started", Collections.singletonMap("library_id", refresh.libraryId()));
  }
}
