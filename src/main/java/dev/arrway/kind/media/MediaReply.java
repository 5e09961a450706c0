package dev.arrway.kind.media;

import dev.arrway.domain.mediaserver.MediaItem;
import dev.arrway.domain.mediaserver.MediaLibrary;
import dev.arrway.domain.mediaserver.ScanStarted;
import dev.arrway.protocol.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers to {@link MediaCommand}s. */
public sealed interface MediaReply extends Reply {
  /** See {@link MediaCommand.GetLibraries}; {@code skipped} rows could not be read. */
  record Libraries(List<MediaLibrary> libraries, int skipped) implements MediaReply {
    public Libraries {
      libraries = List.copyOf(libraries);
    }
  }

  /** See {@link MediaCommand.FindMedia}; null when the server does not have it. */
  record MediaIs(@Nullable MediaItem item) implements MediaReply {}

  /** See {@link MediaCommand.ScanPath}. */
  record Scanning(ScanStarted scan) implements MediaReply {}
}
