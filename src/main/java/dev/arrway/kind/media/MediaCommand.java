package dev.arrway.kind.media;

import dev.arrway.domain.mediaserver.MediaWanted;
import dev.arrway.protocol.Command;
import dev.arrway.protocol.Reply;

/** What a media server can be asked. */
public sealed interface MediaCommand<R extends Reply> extends Command<R> {
  /** Its libraries. */
  record GetLibraries() implements MediaCommand<MediaReply.Libraries> {}

  /** Whether something can be played. */
  record FindMedia(MediaWanted wanted) implements MediaCommand<MediaReply.MediaIs> {}

  /** Changes something there; see {@link dev.arrway.protocol.Change}. */
  sealed interface Change<R extends Reply> extends MediaCommand<R>, dev.arrway.protocol.Change<R> {
    @Override
    Change<R> asUnsure();
  }

  /** Scans one library; that it was scanned twice does no harm. */
  record RefreshLibrary(String libraryId, boolean unsure) implements Change<Reply.Done> {
    @Override
    public RefreshLibrary asUnsure() {
      return new RefreshLibrary(libraryId, true);
    }
  }

  /**
   * Scans a file or folder; that it was scanned twice does no harm.
   *
   * @param path absolute, as other servers see it: the instance's path mappings translate it
   */
  record ScanPath(String path, boolean unsure) implements Change<MediaReply.Scanning> {
    @Override
    public ScanPath asUnsure() {
      return new ScanPath(path, true);
    }
  }
}
