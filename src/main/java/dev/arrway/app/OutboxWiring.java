package dev.arrway.app;

import dev.arrway.feature.arrs.ArrQueries;
import dev.arrway.feature.instances.Instances;
import dev.arrway.feature.missing.ArrTitles;
import dev.arrway.feature.outbox.Outbox;
import dev.arrway.feature.webhooks.OnceLog;
import dev.arrway.platform.bus.PlaylistWorkers;
import dev.arrway.platform.bus.StoredMessages;
import dev.arrway.platform.config.ArrwayConfig;
import dev.arrway.platform.event.EventLog;
import io.vertx.core.Vertx;
import java.time.Clock;

/** The wiring of the outbox to the instances, the kinds and the events. */
final class OutboxWiring {
  private OutboxWiring() {}

  static Outbox create(
      Vertx vertx,
      ArrwayConfig config,
      CoreServices core,
      Instances instances,
      EventLog events,
      PlaylistWorkers workers) {
    ArrQueries arrs =
        new ArrQueries(instances.directory(), instances.client(), core.catalog()::get);
    return new Outbox(
        new Outbox.Parts(
            vertx,
            core.store().database(),
            new OnceLog(events, Clock.systemUTC()),
            instances.directory(),
            instances.client(),
            ArrTitles.completion(arrs, config, workers),
            new StoredMessages(core.catalog().messages()),
            core.catalog().changes(),
            config.quotas().stored().openChanges(),
            Clock.systemUTC()));
  }
}
