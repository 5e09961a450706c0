package dev.arrway.feature.accounts;

import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.bus.Registration;
import dev.arrway.protocol.Notice;
import io.vertx.core.Future;
import java.util.function.LongConsumer;

/** Tells all nodes that what a user may do has changed, this one before anything else happens. */
final class AccessChanges {
  private final Bus bus;
  private final LongConsumer forget;
  private final Registration registration;

  AccessChanges(Bus bus, LongConsumer forget) {
    this.bus = bus;
    this.forget = forget;
    this.registration =
        bus.subscribe(Notice.AccessChanged.class, notice -> forget.accept(notice.userId()));
  }

  /** To be called once the change is committed. */
  void publish(long userId) {
    forget.accept(userId);
    bus.publish(new Notice.AccessChanged(userId));
  }

  Future<Void> close() {
    return registration.unregister();
  }
}
