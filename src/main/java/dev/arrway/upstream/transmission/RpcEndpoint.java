package dev.arrway.upstream.transmission;

import dev.arrway.platform.config.Secret;
import dev.arrway.platform.http.CallBuilder;
import dev.arrway.platform.http.HttpCall;
import dev.arrway.upstream.Credentials;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * The address of a server's RPC, and the credentials that it gets with each call.
 *
 * @param path below the instance's URL; may be empty
 * @param authorization the header's value
 */
record RpcEndpoint(String path, Secret authorization) {
  private static final String DEFAULT_PATH = "/transmission/rpc";
  private static final String METHOD_PATH = "/rpc";

  /**
   * Returns the endpoint of an instance. A URL without a path stands for the server's default,
   * {@code /transmission/rpc}; another path is taken as the server's setting {@code rpc-url}, with
   * or without {@code rpc} at its end. Hence a setting that ends in {@code /rpc/} needs a URL that
   * ends in {@code /rpc/rpc}, and the setting {@code /} one that ends in {@code /rpc}.
   */
  static RpcEndpoint of(URI url, Credentials credentials) {
    String base = url.getRawPath() == null ? "" : url.getRawPath().replaceFirst("/+$", "");
    String path = base.isEmpty() ? DEFAULT_PATH : base.endsWith(METHOD_PATH) ? "" : METHOD_PATH;
    return new RpcEndpoint(path, authorization(credentials));
  }

  private static Secret authorization(Credentials credentials) {
    if (!(credentials instanceof Credentials.Login login)) {
      throw new IllegalArgumentException("Transmission takes a user name and a password");
    }
    String pair = login.username() + ":" + login.password().reveal();
    byte[] bytes = pair.getBytes(StandardCharsets.UTF_8);
    return Secret.of("Basic " + Base64.getEncoder().encodeToString(bytes));
  }

  /** Begins a call with the credentials, and takes the statuses that {@link RpcRefusals} reads. */
  CallBuilder call(String operation) {
    return HttpCall.post(operation, path)
        .header("Authorization", authorization)
        .accept(RpcRefusals.statuses());
  }
}
