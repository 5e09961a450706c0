package dev.arrway.sandbox.arr;

import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** What a server says about itself: status, scheduled work, health, disks. */
final class SystemRoutes {
  /** Free bytes of every disk. */
  static final long FREE = 412_316_860_416L;

  private static final long TOTAL = 2_000_398_934_016L;
  private final ArrState state;

  SystemRoutes(ArrState state) {
    this.state = state;
  }

  void mount(Routes routes) {
    routes
        .on("GET", "/system/status", call -> Reply.ok(status()))
        .on("GET", "/system/task", call -> Reply.ok(tasks()))
        .on("GET", "/health", call -> Reply.ok(state.health().list().stream()))
        .on("GET", "/diskspace", call -> Reply.ok(disks()));
  }

  private JsonObject status() {
    var radarr = state.vendor().profileLanguage();
    return Wire.object(
        "appName",
        state.vendor().appName(),
        "instanceName",
        state.instanceName(),
        "version",
        state.version(),
        "buildTime",
        Instant.parse("2026-06-01T12:00:00Z"),
        "isDebug",
        false,
        "isProduction",
        true,
        "isAdmin",
        false,
        "isUserInteractive",
        false,
        "startupPath",
        "/app/bin",
        "appData",
        "/config",
        "osName",
        "alpine",
        "osVersion",
        "3.22.1",
        "isNetCore",
        true,
        "isLinux",
        true,
        "isOsx",
        false,
        "isWindows",
        false,
        "isDocker",
        true,
        "mode",
        "console",
        "branch",
        radarr ? "master" : "main",
        "databaseType",
        "sqLite",
        "databaseVersion",
        "3.49.2",
        "authentication",
        "forms",
        "migrationVersion",
        radarr ? 242 : 217,
        "urlBase",
        state.settings().urlBase(),
        "runtimeVersion",
        "8.0.12",
        "runtimeName",
        ".NET",
        "startTime",
        state.started(),
        "packageVersion",
        state.version(),
        "packageAuthor",
        "Arrway sandbox",
        "packageUpdateMechanism",
        "docker");
  }

  private java.util.stream.Stream<JsonObject> tasks() {
    var names = List.of("MessagingCleanup", "RssSync", "CheckHealth", "Housekeeping", "Backup");
    var now = Instant.now();
    return names.stream()
        .map(
            name -> {
              var interval = name.equals("Backup") ? 10_080 : name.equals("RssSync") ? 30 : 1_440;
              return Wire.object(
                  "name",
                  name.replaceAll("(?<=[a-z])(?=[A-Z])", " "),
                  "taskName",
                  name,
                  "interval",
                  interval,
                  "lastExecution",
                  state.started(),
                  "lastStartTime",
                  state.started(),
                  "nextExecution",
                  next(interval, now),
                  "lastDuration",
                  "00:00:02",
                  "id",
                  names.indexOf(name) + 1);
            });
  }

  private Instant next(int interval, Instant now) {
    var passed = ChronoUnit.MINUTES.between(state.started(), now) / interval + 1;
    return state.started().plus(passed * interval, ChronoUnit.MINUTES);
  }

  private java.util.stream.Stream<JsonObject> disks() {
    return state.rootFolders().list().stream()
        .map(
            folder ->
                Wire.object(
                    "path",
                    folder.getString("path"),
                    "label",
                    "",
                    "freeSpace",
                    FREE,
                    "totalSpace",
                    TOTAL));
  }
}
