package dev.arrway.platform.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What a running server writes about itself: {@code postmaster.pid}. Lines: process id, data
 * directory, start, port, socket directory, listen address, shared memory, status.
 */
record PostmasterFile(long pid, int port, String status) {
  private static final int PORT_LINE = 3;
  private static final int STATUS_LINE = 7;

  /** Empty when there is none, or the server has only begun to write it. */
  static Optional<PostmasterFile> read(Path data) throws IOException {
    try {
      return parse(Files.readAllLines(data.resolve("postmaster.pid")));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  private static Optional<PostmasterFile> parse(List<String> lines) {
    try {
      long pid = Long.parseLong(lines.get(0).strip());
      int port = lines.size() > PORT_LINE ? Integer.parseInt(lines.get(PORT_LINE).strip()) : 0;
      String status = lines.size() > STATUS_LINE ? lines.get(STATUS_LINE).strip() : "";
      return Optional.of(new PostmasterFile(pid, port, status));
    } catch (NumberFormatException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  boolean ready() {
    return status.equals("ready");
  }

  /** Whether the server is still starting, which includes the recovery of its write-ahead log. */
  boolean starting() {
    return status.isEmpty() || status.equals("starting");
  }

  /** The server's process, unless it is gone or its number now belongs to another program. */
  Optional<ProcessHandle> process(Path data) {
    return ProcessHandle.of(pid).filter(p -> ServerProcesses.serves(p, data));
  }
}
