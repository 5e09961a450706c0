package dev.arrway.upstream.transmission;

import dev.arrway.platform.config.Secret;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A client of tests that sends texts within one session and shows what comes back. */
record RpcTestClient(String url, String authorization, String session, HttpClient http) {
  private static final String SESSION = "X-Transmission-Session-Id";

  /** Returns a client with the session id that the server asks for. */
  static RpcTestClient open(String url, String user, Secret password)
      throws IOException, InterruptedException {
    RpcTestClient first = withoutSession(url, user, password.reveal());
    String session = first.post("{}").headers().firstValue(SESSION).orElseThrow();
    return new RpcTestClient(url, first.authorization(), session, first.http());
  }

  /** Returns a client whose session id no server has given. */
  static RpcTestClient withoutSession(String url, String user, String password) {
    byte[] pair = (user + ":" + password).getBytes(StandardCharsets.UTF_8);
    String authorization = "Basic " + Base64.getEncoder().encodeToString(pair);
    return new RpcTestClient(url, authorization, "none", HttpClient.newHttpClient());
  }

  /** Sends a request whose double quotes are written as single ones. */
  HttpResponse<String> post(String body) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url + "/transmission/rpc"))
            .header("Authorization", authorization)
            .header(SESSION, session)
            .POST(HttpRequest.BodyPublishers.ofString(body.replace('\'', '"')))
            .build();
    return http.send(request, HttpResponse.BodyHandlers.ofString());
  }

  /** Returns the answer to a request as JSON. */
  JsonObject call(String body) throws IOException, InterruptedException {
    return new JsonObject(post(body).body());
  }
}
