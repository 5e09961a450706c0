package dev.arrway.feature.accounts;

import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.Scope;

/** What callers are told; neutral, so that nobody learns which part was wrong. */
final class Refusals {
  static final Failure WRONG_LOGIN =
      Failure.of(FailureCode.UNAUTHENTICATED, "The username or the password is wrong.");
  static final Failure WRONG_CODE =
      Failure.of(FailureCode.UNAUTHENTICATED, "The set-up code is wrong.");
  static final Failure NO_CREDENTIALS =
      Failure.of(FailureCode.UNAUTHENTICATED, "The credentials are not valid; log in again.");
  static final Failure LOCKED_OUT =
      Failure.of(FailureCode.FORBIDDEN, "This account is locked out.");
  static final Failure READ_ONLY_KEY = needsScope(Scope.WRITE);
  static final Failure NO_KEYS_BY_KEY =
      Failure.of(FailureCode.FORBIDDEN, "A personal key cannot make another; log in.");
  static final Failure SETUP_DONE =
      Failure.of(FailureCode.CONFLICT, "The first administrator exists already.");
  static final Failure LAST_ADMINISTRATOR =
      Failure.of(FailureCode.CONFLICT, "This is the last active administrator.");
  static final Failure NAME_TAKEN = Failure.of(FailureCode.CONFLICT, "This username is taken.");
  static final Failure KEY_NAME_TAKEN =
      Failure.of(FailureCode.CONFLICT, "You have a key of this name.");
  static final Failure NO_SESSION =
      Failure.of(FailureCode.CONFLICT, "A personal key has no session to end.");
  static final Failure CHANGED_MEANWHILE =
      Failure.of(FailureCode.CONFLICT, "The account was changed meanwhile; try again.");

  static final Failure NARROW_KEY =
      Failure.of(
          FailureCode.FORBIDDEN,
          "This personal key is only for the calendar feed; it needs the scope \"read\" for"
              + " other calls.");

  static final Failure REUSABLE_TICKET =
      Failure.of(
          FailureCode.FORBIDDEN,
          "A reusable ticket is only for /events; request a ticket without 'reusable'.");

  private Refusals() {}

  private static Failure needsScope(Scope scope) {
    return Failure.of(
        FailureCode.FORBIDDEN,
        "This personal key needs the scope \"" + scope.wireName() + "\" for this.");
  }

  static Failure tooManyKeys(int most) {
    return Failure.of(
        FailureCode.LIMIT_EXCEEDED,
        "You have "
            + most
            + " personal keys, the most that a user may have (security.api_keys_per_user);"
            + " delete one that you no longer need.");
  }

  static Failure tooManyUsers(int most) {
    return Failure.of(
        FailureCode.LIMIT_EXCEEDED,
        "There are " + most + " accounts, the most there may be (security.max_users); delete one.");
  }

  static Failure wideKey(Scope scope) {
    return Failure.of(
        FailureCode.FORBIDDEN,
        "A key in a URL must have the scope "
            + scope.wireName()
            + " and no other, since URLs end up in logs and histories.");
  }
}
