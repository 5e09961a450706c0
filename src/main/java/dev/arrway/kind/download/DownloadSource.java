package dev.arrway.kind.download;

import dev.arrway.platform.config.Secret;
import io.vertx.core.buffer.Buffer;

/** Where a download comes from. */
public sealed interface DownloadSource {
  /**
   * A magnet link or the address of a file.
   *
   * @param uri {@code magnet:}, {@code http:} or {@code https:}; often with a personal key in it
   */
  record Link(Secret uri) implements DownloadSource {}

  /**
   * A {@code .torrent} or {@code .nzb} file.
   *
   * @param name its file name, with its ending
   */
  record File(String name, Buffer bytes) implements DownloadSource {
    @Override
    public String toString() {
      return "File[" + name + "]";
    }
  }
}
