package dev.arrway.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** A client behind a trusted proxy, so that tests come from many addresses. */
record ForwardedClient(String root, String address) {
  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final HttpClient CLIENT =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

  static ForwardedClient of(TestGateway gateway, String address) {
    return new ForwardedClient(gateway.gateway().url() + "/api/v1", address);
  }

  /** A status and the JSON that came with it. */
  record Reply(int status, JsonNode json) {}

  private HttpRequest.Builder request(String path) {
    return HttpRequest.newBuilder(URI.create(root + path)).header("X-Forwarded-For", address);
  }

  Reply login(String username, String password) {
    return loginLater(username, password).join();
  }

  CompletableFuture<Reply> loginLater(String username, String password) {
    return post("/auth/login", Map.of("username", username, "password", password));
  }

  CompletableFuture<Reply> post(String path, Map<String, ?> body) {
    return post(path, body, Map.of());
  }

  CompletableFuture<Reply> post(String path, Map<String, ?> body, Map<String, String> headers) {
    try {
      HttpRequest.Builder post =
          request(path)
              .header("Content-Type", "application/json")
              .POST(BodyPublishers.ofString(MAPPER.writeValueAsString(body)));
      headers.forEach(post::header);
      return send(post);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  CompletableFuture<Reply> get(String path, Map<String, String> headers) {
    HttpRequest.Builder get = request(path);
    headers.forEach(get::header);
    return send(get);
  }

  private static CompletableFuture<Reply> send(HttpRequest.Builder request) {
    return CLIENT
        .sendAsync(request.build(), HttpResponse.BodyHandlers.ofString())
        .thenApply(response -> new Reply(response.statusCode(), json(response.body())));
  }

  private static JsonNode json(String text) {
    try {
      return text.startsWith("{") ? MAPPER.readTree(text) : MissingNode.getInstance();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
