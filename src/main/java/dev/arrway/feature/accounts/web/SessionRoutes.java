package dev.arrway.feature.accounts.web;

import dev.arrway.feature.accounts.Sessions;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Pages;
import dev.arrway.gateway.Routes;

/** Where the caller is logged in. */
public final class SessionRoutes implements Routes {
  private final Sessions sessions;

  /** With the service behind it. */
  public SessionRoutes(Sessions sessions) {
    this.sessions = sessions;
  }

  @Override
  public void register(Operations.Builder operations) {
    operations
        .on(
            "listSessions",
            call ->
                sessions
                    .list(call.user(), call.limit(), call.offset())
                    .map(slice -> Pages.of(call, slice)))
        .on(
            "deleteSession",
            call -> sessions.end(call.user(), call.id("session_id")).map(done -> Answer.empty()));
  }
}
