package dev.arrway.playlist;

/** What a provider's HTTP status means to the owner of a playlist. */
final class ProviderStatus {
  private ProviderStatus() {}

  /** One or more sentences for people; names the status. */
  static String detail(int status) {
    String answer = " (status " + status + ")";
    return switch (status) {
      case 401 ->
          "The provider does not accept the username and password, or the account has ended"
              + answer
              + ".";
      case 403 ->
          "The provider refused the request"
              + answer
              + ". Many providers block programs that they do not know, or several connections at"
              + " once; set user_agent to that of your player, and see that nothing else uses the"
              + " account. The username, the password or the account may be wrong too.";
      case 404, 410 -> "The provider has nothing at this address" + answer + "; is it right?";
      case 429 -> "The provider was asked too often" + answer + "; try again later.";
      case 451 -> "The provider refused the request for legal reasons" + answer + ".";
      default -> {
        if (status >= 600 || status < 200) {
          yield "The provider answered with a status that HTTP does not define"
              + answer
              + ". Providers do so to block programs or addresses; user_agent may help.";
        }
        if (status >= 500) {
          yield "The provider's server failed" + answer + "; try again later.";
        }
        yield status >= 400
            ? "The provider refused the request" + answer + "."
            : "The provider points to another address"
                + answer
                + "; use that address for the playlist.";
      }
    };
  }
}
