package dev.arrway.app;

import dev.arrway.feature.accounts.Users;
import dev.arrway.feature.playlists.OwnerAccess;
import dev.arrway.platform.http.HttpPolicy.Access;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.Role;
import io.vertx.core.Future;

/** The addresses that the owner of a playlist may reach, by the account's role. */
final class AccountAccess implements OwnerAccess {
  private final Users users;

  AccountAccess(Users users) {
    this.users = users;
  }

  @Override
  public Future<Access> of(long ownerId) {
    return users
        .get(ownerId)
        .compose(
            user ->
                user.active()
                    ? Future.succeededFuture(
                        user.role() == Role.ADMIN ? Access.ADMINISTRATOR : Access.USER)
                    : Future.failedFuture(
                        FailureException.of(FailureCode.FORBIDDEN, "The account is inactive.")));
  }
}
