package dev.arrway.platform.store;

import dev.arrway.platform.config.Secret;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.stream.Stream;

/**
 * The layout of {@code data.dir/postgres}: {@code data} (the cluster), {@code password}, {@code
 * port}, {@code lock}, {@code server.log}, and the unpacked programs. Nothing here ever removes
 * {@code data}.
 */
record PostgresDirectory(Path root) {
  /** Below the ports that Linux and macOS hand to outgoing connections. */
  private static final int FIRST_PORT = 20_000;

  private static final int LAST_PORT = 29_999;
  private static final int PASSWORD_BYTES = 24;
  private static final long LOG_LIMIT = 10L << 20;

  /** The server writes its log of changes in pieces of this size. */
  private static final long FULL_DISK = 16L << 20;

  /** Makes the directory where it is missing, and refuses one that belongs to somebody else. */
  static PostgresDirectory prepare(Path dataDirectory) throws IOException {
    PostgresDirectory directory = new PostgresDirectory(dataDirectory.resolve("postgres"));
    try {
      PrivateFiles.directory(directory.root());
      directory.checkOwner();
    } catch (AccessDeniedException e) {
      throw new StartFailure(
          "The data directory "
              + dataDirectory
              + " cannot be used by user "
              + System.getProperty("user.name")
              + " ("
              + e.getMessage()
              + "): run Arrway as the user it belongs to, or set data.dir to another directory.",
          e);
    }
    return directory;
  }

  private void checkOwner() throws IOException {
    int self = PrivateFiles.self(root);
    for (Path path : new Path[] {root, data()}) {
      if (Files.exists(path) && PrivateFiles.owner(path) != self) {
        throw new StartFailure(
            path
                + " belongs to user "
                + Files.getOwner(path).getName()
                + ", but Arrway runs as "
                + System.getProperty("user.name")
                + ": run it as that user, or set data.dir to another directory.");
      }
    }
  }

  boolean ownedByRoot() throws IOException {
    return PrivateFiles.owner(root) == 0;
  }

  Path data() {
    return root.resolve("data");
  }

  Path lockFile() {
    return root.resolve("lock");
  }

  Path toolLog() {
    return root.resolve("tools.log");
  }

  Path passwordFile() {
    return root.resolve("password");
  }

  boolean initialised() {
    return Files.exists(data().resolve("PG_VERSION"));
  }

  /** The server's log; one that has grown beyond 10 MB becomes {@code server.log.1} first. */
  Path serverLog() throws IOException {
    Path log = root.resolve("server.log");
    if (Files.exists(log) && Files.size(log) > LOG_LIMIT) {
      Files.move(log, root.resolve("server.log.1"), StandardCopyOption.REPLACE_EXISTING);
    }
    return log;
  }

  /**
   * Says why a server may have ended or not started: the end of its log, and whether the disk is
   * full, in which case the log may not say so itself.
   */
  String trouble() {
    String log = LogTail.of(root.resolve("server.log"));
    return fullDisk() + "last lines of " + root.resolve("server.log") + ": " + log;
  }

  private String fullDisk() {
    try {
      long free = Files.getFileStore(root).getUsableSpace();
      return free < FULL_DISK
          ? "No space left on device: " + (free >> 20) + " MB are free for " + root + "; "
          : "";
    } catch (IOException e) {
      return "";
    }
  }

  /** The owner's password: random, made once, before the cluster that it protects. */
  Secret password() throws IOException {
    if (!Files.exists(passwordFile())) {
      if (initialised()) {
        throw new StartFailure(
            "The password file "
                + passwordFile()
                + " is missing, and without it the database in "
                + data()
                + " cannot be opened: put it back from a backup.");
      }
      byte[] random = new byte[PASSWORD_BYTES];
      new SecureRandom().nextBytes(random);
      PrivateFiles.write(
          passwordFile(), Base64.getUrlEncoder().withoutPadding().encodeToString(random) + "\n");
    }
    return Secret.of(PrivateFiles.read(passwordFile()));
  }

  /** The port of this directory: picked at the first start, then always the same. */
  int port() throws IOException {
    Path file = root.resolve("port");
    if (Files.exists(file)) {
      try {
        return Integer.parseInt(PrivateFiles.read(file));
      } catch (NumberFormatException e) {
        throw new StartFailure(file + " holds no port number: remove it to have one picked.", e);
      }
    }
    return newPort();
  }

  /** Picks a free port and keeps it. */
  int newPort() throws IOException {
    SecureRandom random = new SecureRandom();
    for (int attempt = 0; attempt < 200; attempt++) {
      int port = FIRST_PORT + random.nextInt(LAST_PORT - FIRST_PORT + 1);
      if (free(port)) {
        PrivateFiles.write(root.resolve("port"), port + "\n");
        return port;
      }
    }
    throw new StartFailure(
        "No free port between "
            + FIRST_PORT
            + " and "
            + LAST_PORT
            + ": set database.embedded_port.");
  }

  /** Whether nobody listens there on the loopback address. */
  static boolean free(int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true); // the server does so too; connections in TIME_WAIT do not count
      socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  /** Removes what interrupted first starts left; they never held anybody's data. */
  void removeDrafts() throws IOException {
    try (Stream<Path> entries = Files.list(root)) {
      for (Path entry : entries.toList()) {
        String name = entry.getFileName().toString();
        if (name.startsWith(".unpacking") || name.startsWith("data.new")) {
          PostgresBinaries.delete(entry);
        }
      }
    }
  }
}
