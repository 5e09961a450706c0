package dev.arrway.kind.media;

import dev.arrway.protocol.MessageFamily;

/** The names of the commands and replies of media servers. */
final class MediaMessages {
  static final MessageFamily FAMILY =
      MessageFamily.builder()
          .command("MediaCommand.GetLibraries", "get_libraries", MediaCommand.GetLibraries.class)
          .command("MediaCommand.FindMedia", "find_media", MediaCommand.FindMedia.class)
          .command(
              "MediaCommand.RefreshLibrary", "refresh_library", MediaCommand.RefreshLibrary.class)
          .command("MediaCommand.ScanPath", "scan_path", MediaCommand.ScanPath.class)
          .reply("MediaReply.Libraries", MediaReply.Libraries.class)
          .reply("MediaReply.MediaIs", MediaReply.MediaIs.class)
          .reply("MediaReply.Scanning", MediaReply.Scanning.class)
          .covering(MediaCommand.class, MediaReply.class);

  private MediaMessages() {}
}
