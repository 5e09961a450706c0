package dev.arrway.platform.store;

import java.util.List;

/** The options that every start of the embedded server gets, over what its own files say. */
final class PostgresOptions {
  private static final List<String> FIXED =
      List.of(
          "listen_addresses=127.0.0.1",
          "unix_socket_directories=",
          "password_encryption=scram-sha-256",
          // An acknowledged write is on disk: kill -9 and power cuts lose none.
          "fsync=on",
          "synchronous_commit=on",
          "full_page_writes=on",
          "timezone=UTC",
          "log_timezone=UTC",
          // Many small queries: compiling them costs more than it gains.
          "jit=off");

  private PostgresOptions() {}

  /** As one line for {@code pg_ctl -o}; no option holds a space. */
  static String of(int port) {
    StringBuilder line = new StringBuilder("-p ").append(port);
    for (String option : FIXED) {
      line.append(" -c ").append(option);
    }
    return line.toString();
  }
}
