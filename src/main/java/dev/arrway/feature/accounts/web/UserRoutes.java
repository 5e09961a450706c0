package dev.arrway.feature.accounts.web;

import dev.arrway.feature.accounts.NewUser;
import dev.arrway.feature.accounts.UserChange;
import dev.arrway.feature.accounts.Users;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.Bodies;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Pages;
import dev.arrway.gateway.Routes;
import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.Role;
import io.vertx.core.Future;

/** Accounts, for administrators: the binder checks the role that the contract asks for. */
public final class UserRoutes implements Routes {
  private final Users users;

  /** With the service behind it. */
  public UserRoutes(Users users) {
    this.users = users;
  }

  @Override
  public void register(Operations.Builder operations) {
    operations
        .on(
            "listUsers",
            call -> users.list(call.limit(), call.offset()).map(slice -> Pages.of(call, slice)))
        .on("createUser", this::create)
        .on("getUser", call -> users.get(call.id("user_id")).map(Answer::ok))
        .on("updateUser", this::update)
        .on("deleteUser", call -> users.delete(call.id("user_id")).map(done -> Answer.empty()));
  }

  private Future<Answer> create(Call call) {
    return users
        .add(
            new NewUser(
                Bodies.text(call, "username"),
                Bodies.secret(call, "password"),
                Bodies.optionalText(call, "role").map(Role::of).orElse(Role.USER),
                Bodies.optionalFlag(call, "active").orElse(true)),
            call.address())
        .map(Answer::created);
  }

  private Future<Answer> update(Call call) {
    return users
        .update(
            call.id("user_id"),
            new UserChange(
                Bodies.optionalText(call, "role").map(Role::of),
                Bodies.optionalFlag(call, "active"),
                Bodies.optionalText(call, "password").map(Secret::of)),
            call.address())
        .map(Answer::ok);
  }
}
