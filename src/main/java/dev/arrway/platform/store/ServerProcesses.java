package dev.arrway.platform.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/**
 * The operating system's processes of the server of one data directory. A process that has ended
 * but that its parent has not collected counts as gone: its program can no longer be read.
 */
final class ServerProcesses {
  private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

  private ServerProcesses() {}

  /**
   * Tells whether a process belongs to the server of this directory. A server's working directory
   * is its data directory; where the system does not tell it, the program's name decides.
   */
  static boolean serves(ProcessHandle process, Path data) {
    return process.isAlive() && isServer(process) && worksIn(process, data, true);
  }

  /**
   * Returns all processes of this directory's server, of a former one too: sessions outlive a
   * postmaster that was killed for a moment. Empty where the system does not tell working
   * directories.
   */
  static List<ProcessHandle> all(Path data) {
    return ProcessHandle.allProcesses()
        .filter(ServerProcesses::isServer)
        .filter(process -> worksIn(process, data, false))
        .toList();
  }

  private static boolean isServer(ProcessHandle process) {
    return process.info().command().orElse("").endsWith("/postgres");
  }

  private static boolean worksIn(ProcessHandle process, Path data, boolean otherwise) {
    try {
      Path works = Path.of("/proc", Long.toString(process.pid()), "cwd").toRealPath();
      return works.equals(data.toRealPath());
    } catch (IOException e) {
      return otherwise;
    }
  }

  /** Waits until none of these serves the directory any more; false when the time is over first. */
  static boolean awaitGone(Collection<ProcessHandle> processes, Path data, Duration limit)
      throws IOException {
    long end = System.nanoTime() + limit.toNanos();
    while (processes.stream().anyMatch(process -> serves(process, data))) {
      if (System.nanoTime() - end > 0) {
        return false;
      }
      pause();
    }
    return true;
  }

  /** Waits a moment between two looks at a process. */
  static void pause() throws IOException {
    LockSupport.parkNanos(POLL_NANOS);
    if (Thread.interrupted()) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while waiting for a process of the server");
    }
  }
}
