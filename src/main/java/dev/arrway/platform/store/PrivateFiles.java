package dev.arrway.platform.store;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;

/** Files that only their owner may read, written whole or not at all. */
final class PrivateFiles {
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_FILE =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
  private static final FileAttribute<Set<PosixFilePermission>> OWNER_DIRECTORY =
      PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

  private PrivateFiles() {}

  /** Makes the directory and what is missing above it, for its owner alone. */
  @CanIgnoreReturnValue
  static Path directory(Path directory) throws IOException {
    return Files.isDirectory(directory)
        ? directory
        : Files.createDirectories(directory, OWNER_DIRECTORY);
  }

  /** Writes through a neighbour and a rename, synced, so that a crash leaves all or nothing. */
  static void write(Path file, String text) throws IOException {
    Path parent = directory(Objects.requireNonNull(file.toAbsolutePath().getParent()));
    Path draft = Files.createTempFile(parent, "." + file.getFileName(), ".new", OWNER_FILE);
    try (FileChannel channel = FileChannel.open(draft, StandardOpenOption.WRITE)) {
      ByteBuffer bytes = StandardCharsets.UTF_8.encode(text);
      while (bytes.hasRemaining()) {
        channel.write(bytes);
      }
      channel.force(true);
    }
    Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    sync(parent);
  }

  /** Makes renames within a directory survive a power cut. */
  static void sync(Path directory) throws IOException {
    try (FileChannel channel = FileChannel.open(directory, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }

  /** The file's text without surrounding white space. */
  static String read(Path file) throws IOException {
    return Files.readString(file).strip();
  }

  /** The numeric user that owns the file, as the kernel knows it. */
  static int owner(Path file) throws IOException {
    return (Integer) Files.getAttribute(file, "unix:uid");
  }

  /** The numeric user that this process writes files as. */
  static int self(Path writable) throws IOException {
    Path probe = Files.createTempFile(writable, ".probe", "", OWNER_FILE);
    try {
      return owner(probe);
    } finally {
      Files.delete(probe);
    }
  }
}
