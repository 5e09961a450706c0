package dev.arrway.feature.accounts.web;

import dev.arrway.feature.accounts.Identity;
import dev.arrway.feature.accounts.Tokens;
import dev.arrway.feature.accounts.User;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.Bodies;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Routes;
import io.vertx.core.Future;

/** Logging in and out, and the own account. */
public final class AuthRoutes implements Routes {
  private final Identity identity;

  /** With the services behind it. */
  public AuthRoutes(Identity identity) {
    this.identity = identity;
  }

  /** The one place where tokens are written out. */
  private record TokenResponse(
      String accessToken, String tokenType, long expiresIn, String refreshToken, User user) {
    static TokenResponse of(Tokens tokens) {
      return new TokenResponse(
          tokens.access().reveal(),
          "Bearer",
          tokens.accessLife().toSeconds(),
          tokens.refresh().reveal(),
          tokens.user());
    }

    @Override
    public String toString() {
      return "TokenResponse[" + user + "]";
    }
  }

  private record TicketResponse(String ticket, long expiresIn) {
    @Override
    public String toString() {
      return "TicketResponse[]";
    }
  }

  @Override
  public void register(Operations.Builder operations) {
    operations
        .on("login", this::login)
        .on("refresh", this::refresh)
        .on("logout", call -> identity.sessions().logout(call.user()).map(x -> Answer.empty()))
        .on("createTicket", this::ticket)
        .on("getMe", call -> identity.ownAccount().me(call.user()).map(Answer::ok))
        .on("changePassword", this::changePassword);
  }

  private Future<Answer> login(Call call) {
    return identity
        .logins()
        .login(Bodies.text(call, "username"), Bodies.secret(call, "password"), Bodies.client(call))
        .map(tokens -> Answer.ok(TokenResponse.of(tokens)));
  }

  private Future<Answer> refresh(Call call) {
    return identity
        .refreshes()
        .refresh(Bodies.secret(call, "refresh_token"), Bodies.client(call))
        .map(tokens -> Answer.ok(TokenResponse.of(tokens)));
  }

  private Future<Answer> ticket(Call call) {
    return identity
        .tickets()
        .issue(call.user(), call.body().path("reusable").asBoolean())
        .map(
            ticket ->
                Answer.created(
                    new TicketResponse(ticket.secret().reveal(), ticket.life().toSeconds())));
  }

  private Future<Answer> changePassword(Call call) {
    return identity
        .ownAccount()
        .changePassword(
            call.user(),
            Bodies.secret(call, "current_password"),
            Bodies.secret(call, "new_password"))
        .map(done -> Answer.empty());
  }
}
