package dev.arrway.app;

import dev.arrway.feature.accounts.Identity;
import dev.arrway.feature.accounts.KeyCipher;
import dev.arrway.feature.accounts.SetupCode;
import dev.arrway.feature.audit.AuditLog;
import dev.arrway.feature.audit.web.AuditTrail;
import dev.arrway.gateway.Readiness;
import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.config.ArrwayConfig;
import dev.arrway.platform.event.EventHistory;
import dev.arrway.platform.event.EventRelay;
import dev.arrway.platform.http.AddressPolicy;
import dev.arrway.platform.http.HttpStacks;
import dev.arrway.platform.store.StartupRetry;
import dev.arrway.platform.store.Store;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Clock;
import java.util.List;

/** The services that have to be open before the features can be made. */
record CoreServices(
    Store store,
    Bus bus,
    Metrics metrics,
    OwnPorts ownPorts,
    HttpStacks stacks,
    Readiness readiness,
    AuditLog audit,
    AuditTrail trail,
    Identity identity,
    EventHistory history,
    EventRelay relay,
    UpstreamCatalog catalog,
    Clock clock) {
  /** Forces every message through its bytes; for test runs. */
  private static final String WIRE = "arrway.bus.wire";

  /** Opens them; steps that find the database away are repeated for a while. */
  static Future<CoreServices> open(
      Vertx vertx,
      ArrwayConfig config,
      UpstreamCatalog catalog,
      Store store,
      SetupCode code,
      Clock clock) {
    Bus bus = Bus.create(vertx, catalog.messages(), "always".equals(System.getProperty(WIRE)));
    AuditLog audit = new AuditLog(store.database(), Clock.systemUTC());
    Metrics metrics = new Metrics();
    OwnPorts ownPorts = new OwnPorts();
    ownPorts.add(store.endpoint().port());
    List<String> networks =
        config.security().allowedNetworks().stream().map(Object::toString).toList();
    HttpStacks stacks =
        new HttpStacks(
            vertx,
            new AddressPolicy(networks, ownPorts),
            metrics,
            HttpStacks.answerMemory(config.upstreams().answerMemory()));
    Identity.Parts parts =
        new Identity.Parts(
            vertx,
            store.database(),
            bus,
            audit,
            KeyCipher.of(store.vault()),
            code,
            clock,
            System::nanoTime);
    StartupRetry retry = new StartupRetry(vertx, store.lost());
    return stacks
        .load()
        .compose(
            loaded ->
                retry.run(
                    "reading the signing keys",
                    () -> Identity.open(parts, LoginSettings.of(config))))
        .compose(
            identity ->
                retry
                    .run("reading the event log", () -> EventHistory.open(store.database()))
                    .compose(
                        history ->
                            retry
                                .run(
                                    "listening for events",
                                    () -> EventRelay.start(vertx, store.endpoint(), bus))
                                .map(
                                    relay ->
                                        new CoreServices(
                                            store,
                                            bus,
                                            metrics,
                                            ownPorts,
                                            stacks,
                                            new Readiness(
                                                store.database()::ping,
                                                store.database().availability()::outage,
                                                () ->
                                                    store.disk().isLow()
                                                        ? List.of("disk_space_low")
                                                        : List.of()),
                                            audit,
                                            new AuditTrail(audit, Identity.SELF_AUDITED),
                                            identity,
                                            history,
                                            relay,
                                            catalog,
                                            clock))));
  }
}
