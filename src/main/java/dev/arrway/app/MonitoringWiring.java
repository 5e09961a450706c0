package dev.arrway.app;

import dev.arrway.feature.accounts.LoginHold;
import dev.arrway.feature.accounts.LoginHoldListener;
import dev.arrway.feature.missing.MissingContent;
import dev.arrway.feature.missing.MissingFilter;
import dev.arrway.feature.monitoring.Monitoring;
import dev.arrway.feature.monitoring.web.MonitoringRoutes;
import dev.arrway.feature.outbox.OutboxFilter;
import dev.arrway.feature.outbox.OutboxState;
import dev.arrway.gateway.stream.StreamServices;
import dev.arrway.platform.store.Slice;
import dev.arrway.upstream.Upstream;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.stream.Collectors;

/** What monitoring shows, from the features that know it. */
final class MonitoringWiring {
  private MonitoringWiring() {}

  static MonitoringRoutes routes(CoreServices core, Wiring.Parts parts, MissingContent missing) {
    MissingFilter anything = new MissingFilter(null, null, null, null);
    OutboxFilter waiting = new OutboxFilter(OutboxState.QUEUED, null, null);
    return new MonitoringRoutes(
        parts.monitoring().service(),
        core.catalog().all().stream().map(Upstream::type).collect(Collectors.toUnmodifiableSet()),
        new MonitoringRoutes.Counts(
            caller -> missing.list(caller, anything, 1, 0).map(Slice::total),
            caller -> parts.outbox().list(caller.userId(), waiting, 1, 0).map(Slice::total)));
  }

  /** Shows administrators that an account is attacked. */
  static LoginHoldListener loginHolds(Monitoring monitoring) {
    return new LoginHoldListener() {
      @Override
      public Future<Void> held(LoginHold hold) {
        return monitoring
            .gatewayAlerts()
            .openLoginHold(hold.username(), hold.until(), hold.fromKnownNetwork());
      }

      @Override
      public Future<Void> released(String username) {
        return monitoring.gatewayAlerts().closeLoginHold(username);
      }
    };
  }

  static Runnable gauges(
      Vertx vertx, CoreServices core, Wiring.Parts parts, StreamServices streams) {
    return Gauges.start(
        vertx,
        core.metrics(),
        new Gauges.Parts(
            core.store().database(),
            core.store().disk(),
            parts.instances().directory(),
            streams,
            core.relay(),
            parts.outbox(),
            parts.monitoring().sampler()));
  }
}
