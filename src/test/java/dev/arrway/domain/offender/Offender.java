package dev.arrway.domain.offender;

import dev.arrway.platform.bus.ActorRef;
import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.Command;
import dev.arrway.protocol.Envelope;
import dev.arrway.protocol.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.eventbus.EventBus;
import io.vertx.core.http.HttpClient;
import io.vertx.core.json.JsonObject;
import java.sql.SQLException;

/** A class that breaks every rule of the structure, to show that each rule is checked. */
public final class Offender {
  public static int changes = 1;

  private Offender() {}

  public static Future<? extends Reply> broken(
      Vertx vertx,
      EventBus bus,
      Future<JsonObject> future,
      ActorRef actor,
      Command<? extends Reply> command)
      throws SQLException, InterruptedException {
    future.onComplete(done -> changes++);
    bus.publish("anywhere", Secret.of("anything"));
    HttpClient client = vertx.createHttpClient();
    if (client == null) {
      throw new SQLException();
    }
    Thread.sleep(0);
    return CallContext.system("trace").isSystem()
        ? Future.failedFuture("not a user")
        : actor.ask(command, new Envelope(1, "trace", 1, false));
  }
}
