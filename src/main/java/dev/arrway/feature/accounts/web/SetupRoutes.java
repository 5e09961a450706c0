package dev.arrway.feature.accounts.web;

import dev.arrway.feature.accounts.Setup;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.Bodies;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Routes;
import io.vertx.core.Future;

/** The first administrator. */
public final class SetupRoutes implements Routes {
  private final Setup setup;

  /** With the service behind it. */
  public SetupRoutes(Setup setup) {
    this.setup = setup;
  }

  private record SetupStatus(boolean required) {}

  @Override
  public void register(Operations.Builder operations) {
    operations
        .on("getSetup", call -> setup.required().map(r -> Answer.ok(new SetupStatus(r))))
        .on("completeSetup", this::complete);
  }

  private Future<Answer> complete(Call call) {
    return setup
        .complete(
            Bodies.text(call, "username"),
            Bodies.secret(call, "password"),
            Bodies.secret(call, "setup_code"),
            Bodies.client(call))
        .map(Answer::created);
  }
}
