package dev.arrway.feature.playlists;

/** Explains a provider's HTTP status to the owner of a playlist. */
final class ProviderStatus {
  private ProviderStatus() {}

  /** Returns one or more sentences for users; they contain the status. */
  static String detail(int status) {
    String answer = " (status " + status + ")";
    return switch (status) {
      case 401 ->
          "The provider does not accept the username and password, or the account has expired"
              + answer
              + ".";
      case 403 ->
          "The provider refused the request"
              + answer
              + ". Many providers block unknown programs or several connections at once: set"
              + " user_agent to that of your player and make sure that nothing else uses the"
              + " account. The username or password may also be wrong, or the account expired.";
      case 404, 410 -> "The provider has nothing at this address" + answer + "; check the address.";
      case 429 -> "The provider has received too many requests" + answer + "; try again later.";
      case 451 -> "The provider refused the request for legal reasons" + answer + ".";
      default -> {
        if (status >= 600 || status < 200) {
          yield "The provider answered with a status that HTTP does not define"
              + answer
              + ". Some providers do this to block programs or addresses; try setting user_agent.";
        }
        if (status >= 500) {
          yield "The provider's server failed" + answer + "; try again later.";
        }
        yield status >= 400
            ? "The provider refused the request" + answer + "."
            : "The provider redirects to another address"
                + answer
                + "; use that address for the playlist.";
      }
    };
  }
}
