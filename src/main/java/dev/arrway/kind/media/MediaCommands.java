package dev.arrway.kind.media;

import dev.arrway.protocol.Reply;
import dev.arrway.upstream.CommandTable;

/** The handlers of the commands to media servers. */
final class MediaCommands {
  static final CommandTable TABLE =
      CommandTable.of(MediaServerClient.class)
          .on(
              MediaCommand.GetLibraries.class,
              (c, m, ask) ->
                  c.libraries(ask).map(all -> new MediaReply.Libraries(all, ask.skipped().count())))
          .on(
              MediaCommand.FindMedia.class,
              (c, m, ask) -> c.find(m.wanted(), ask).map(MediaReply.MediaIs::new))
          .on(
              MediaCommand.RefreshLibrary.class,
              (c, m, ask) -> c.refresh(m.libraryId(), ask).map(new Reply.Done()))
          .on(
              MediaCommand.ScanPath.class,
              (c, m, ask) -> c.scan(m.path(), ask).map(MediaReply.Scanning::new))
          .covering(MediaCommand.class);

  private MediaCommands() {}
}
