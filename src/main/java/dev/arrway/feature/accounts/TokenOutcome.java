package dev.arrway.feature.accounts;

/** What reading an access token came to. */
sealed interface TokenOutcome {
  /** It is ours and it is its time. */
  record Accepted(AccessClaims claims) implements TokenOutcome {}

  /** It is well-formed, but its key is not known here: another node may have made one. */
  record UnknownKey() implements TokenOutcome {}

  /** It is not to be believed; the reason is for the log. */
  record Refused(String reason) implements TokenOutcome {}
}
