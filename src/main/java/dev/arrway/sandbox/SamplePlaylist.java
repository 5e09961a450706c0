package dev.arrway.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;

/**
 * The playlist of the demo. It names titles that the simulated servers have by default, and titles
 * that they lack.
 */
public final class SamplePlaylist {
  private static final String RESOURCE = "/demo/sample.m3u";

  private SamplePlaylist() {}

  /** Reads the playlist from the class path: an extended M3U file in UTF-8. */
  public static byte[] read() {
    try (var in = SamplePlaylist.class.getResourceAsStream(RESOURCE)) {
      if (in == null) {
        throw new IllegalStateException(RESOURCE + " is missing on the class path");
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
