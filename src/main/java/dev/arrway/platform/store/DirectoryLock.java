package dev.arrway.platform.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;

/**
 * One process owns a data directory. The kernel frees the lock with the process, whatever its end.
 */
final class DirectoryLock implements AutoCloseable {
  private final FileChannel channel;
  private final String mark;

  private DirectoryLock(FileChannel channel, String mark) {
    this.channel = channel;
    this.mark = mark;
  }

  /** The lock, or empty when another process, or another part of this one, holds it. */
  static Optional<DirectoryLock> tryAcquire(Path file) throws IOException {
    // POSIX frees a process's locks on a file when it closes any descriptor of it, so a second try
    // inside this process must not even open the file. Properties are seen by all class loaders.
    String mark = "arrway.lock." + file.toAbsolutePath().normalize();
    if (System.getProperties().putIfAbsent(mark, "held") != null) {
      return Optional.empty();
    }
    boolean held = false;
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    try {
      held = channel.tryLock() != null;
      return held ? Optional.of(new DirectoryLock(channel, mark)) : Optional.empty();
    } finally {
      if (!held) {
        channel.close();
        System.clearProperty(mark);
      }
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
    System.clearProperty(mark);
  }
}
