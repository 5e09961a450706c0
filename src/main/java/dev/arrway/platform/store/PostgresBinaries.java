package dev.arrway.platform.store;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.net.URLConnection;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.apache.commons.compress.compressors.xz.XZCompressorInputStream;
import org.jspecify.annotations.Nullable;

/** The server's programs, unpacked once from the class path into a directory of ours. */
final class PostgresBinaries {
  private static final int OWNER_EXECUTES = 0100;

  private PostgresBinaries() {}

  /**
   * The directory with {@code bin}, {@code lib} and {@code share} below it, unpacked at the first
   * call for this archive. An interrupted unpacking leaves nothing that a later call would take.
   *
   * @throws StartFailure when there are no programs for this platform
   */
  static Path unpack(Path parent) throws IOException {
    String name = archiveName();
    URL archive = PostgresBinaries.class.getClassLoader().getResource(name);
    if (archive == null) {
      throw new StartFailure(
          "There is no embedded PostgreSQL for this platform ("
              + System.getProperty("os.name")
              + ", "
              + System.getProperty("os.arch")
              + "): set database.uri to a PostgreSQL server.");
    }
    Path target = parent.resolve("pg-" + fingerprint(archive));
    if (!Files.isDirectory(target)) {
      Path draft = Files.createTempDirectory(PrivateFiles.directory(parent), ".unpacking");
      extract(archive, draft);
      publish(draft, target);
    }
    return target;
  }

  private static String archiveName() {
    String os = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
    String arch = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
    String system = os.contains("mac") ? "darwin" : os.contains("win") ? "windows" : "linux";
    boolean arm = arch.equals("aarch64") || arch.equals("arm64");
    return "postgres-" + system + "-" + (arm ? "arm_64" : "x86_64") + ".txz";
  }

  /** Tells archives apart without reading them: the jar's directory knows size and checksum. */
  private static String fingerprint(URL archive) throws IOException {
    URLConnection connection = archive.openConnection();
    connection.setUseCaches(false);
    if (connection instanceof JarURLConnection jar) {
      try (var file = jar.getJarFile()) {
        var entry = file.getEntry(jar.getEntryName());
        return Long.toHexString(entry.getCrc()) + "-" + Long.toHexString(entry.getSize());
      }
    }
    try (InputStream in = connection.getInputStream()) {
      return "plain-" + Long.toHexString(connection.getContentLengthLong() + in.available());
    }
  }

  private static void extract(URL archive, Path target) throws IOException {
    try (InputStream raw = new BufferedInputStream(archive.openStream(), 1 << 16);
        var tar = new TarArchiveInputStream(new XZCompressorInputStream(raw))) {
      for (TarArchiveEntry entry = next(tar); entry != null; entry = next(tar)) {
        place(tar, entry, target);
      }
    }
  }

  private static @Nullable TarArchiveEntry next(TarArchiveInputStream tar) throws IOException {
    return tar.getNextEntry();
  }

  private static void place(TarArchiveInputStream tar, TarArchiveEntry entry, Path target)
      throws IOException {
    Path file = target.resolve(entry.getName()).normalize();
    if (!file.startsWith(target)) {
      throw new IOException("archive entry outside of its directory: " + entry.getName());
    }
    if (entry.isDirectory()) {
      Files.createDirectories(file);
      return;
    }
    Files.createDirectories(Objects.requireNonNull(file.getParent()));
    if (entry.isSymbolicLink()) {
      Files.createSymbolicLink(file, Path.of(entry.getLinkName()));
    } else {
      Files.copy(tar, file);
      boolean program = (entry.getMode() & OWNER_EXECUTES) != 0;
      Files.setPosixFilePermissions(
          file, PosixFilePermissions.fromString(program ? "rwxr-xr-x" : "rw-r--r--"));
    }
  }

  /** Another process may have unpacked the same meanwhile: then its copy serves. */
  private static void publish(Path draft, Path target) throws IOException {
    try {
      Files.move(draft, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      if (!Files.isDirectory(target)) {
        throw e;
      }
      delete(draft);
    }
  }

  /** Removes a directory of ours with all that is in it. */
  static void delete(Path directory) throws IOException {
    try (Stream<Path> tree = Files.walk(directory)) {
      for (Path file : tree.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }
}
