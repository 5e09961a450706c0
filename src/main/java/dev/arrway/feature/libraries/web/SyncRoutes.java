package dev.arrway.feature.libraries.web;

import dev.arrway.feature.libraries.LibrarySync;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Routes;
import io.vertx.core.Future;

/** Fetching libraries because their owner says so, and where that stands. */
public final class SyncRoutes implements Routes {
  private final LibrarySync sync;

  /** With the service behind it. */
  public SyncRoutes(LibrarySync sync) {
    this.sync = sync;
  }

  @Override
  public void register(Operations.Builder operations) {
    operations
        .on("syncRadarr", call -> run(call, "radarr"))
        .on("getRadarrSync", call -> run(call, "radarr"))
        .on("syncSonarr", call -> run(call, "sonarr"))
        .on("getSonarrSync", call -> run(call, "sonarr"))
        .on("getSyncStatus", call -> sync.status(call.user().userId()).map(Answer::ok));
  }

  private Future<Answer> run(Call call, String type) {
    return sync.run(call.user().userId(), type, call.traceId()).map(Answer::ok);
  }
}
