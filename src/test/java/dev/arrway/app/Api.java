package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;

/** A user of the public API; remembers everything that was answered. */
final class Api {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** No answer takes as long: a test that waits for one fails instead of hanging. */
  private static final Duration LONGEST = Duration.ofMinutes(2);

  private static final HttpClient CLIENT = HttpClient.newHttpClient();

  /** Marks a token that is a personal key. */
  private static final String KEY = "key ";

  private final String root;
  private final String token;
  private final List<String> seen;

  Api(String url) {
    this(url + "/api/v1", "", new CopyOnWriteArrayList<>());
  }

  private Api(String root, String token, List<String> seen) {
    this.root = root;
    this.token = token;
    this.seen = seen;
  }

  /** What was answered: status, JSON, the text that it came as, and headers by lower-case names. */
  record Reply(int status, JsonNode json, String text, Map<String, List<String>> headers) {
    JsonNode at(String pointer) {
      return json.at(pointer);
    }

    long id() {
      return json.path("id").asLong();
    }
  }

  List<String> seen() {
    return seen;
  }

  Api setUp(String username, String password, String code) {
    Reply made =
        post("/setup", Map.of("username", username, "password", password, "setup_code", code));
    if (made.status() != 201) {
      throw new AssertionError("set-up: " + made.text());
    }
    return login(username, password);
  }

  Api login(String username, String password) {
    Reply login = post("/auth/login", Map.of("username", username, "password", password));
    if (login.status() != 200) {
      throw new AssertionError("login: " + login.text());
    }
    return new Api(root, login.json().path("access_token").asText(), seen);
  }

  /** The same API for a personal key. */
  Api withKey(String key) {
    return new Api(root, KEY + key, seen);
  }

  /** The same API with another access token. */
  Api withToken(String other) {
    return new Api(root, other, seen);
  }

  String token() {
    return token;
  }

  @CanIgnoreReturnValue
  Reply get(String path) {
    return call("GET", path, null);
  }

  /** An answer whose body is read while it comes. */
  HttpResponse<InputStream> stream(String path) throws IOException, InterruptedException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(root + path))
            .header("Authorization", "Bearer " + token)
            .build();
    return CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream());
  }

  /** With a personal key in the header. */
  @CanIgnoreReturnValue
  Reply getWithKey(String path, String key) {
    return send(HttpRequest.newBuilder(URI.create(root + path)).header("X-Api-Key", key));
  }

  @CanIgnoreReturnValue
  Reply post(String path, Object body) {
    return call("POST", path, body);
  }

  @CanIgnoreReturnValue
  Reply post(String path) {
    return call("POST", path, null);
  }

  /** A POST with an idempotency key. */
  Reply named(String key, String path, Object body) {
    return call("POST", path, body, Map.of("Idempotency-Key", key));
  }

  @CanIgnoreReturnValue
  Reply put(String path, Object body) {
    return call("PUT", path, body);
  }

  @CanIgnoreReturnValue
  Reply delete(String path) {
    return call("DELETE", path, null);
  }

  @CanIgnoreReturnValue
  Reply call(String method, String path, Object body) {
    return call(method, path, body, Map.of());
  }

  private Reply call(String method, String path, Object body, Map<String, String> headers) {
    try {
      HttpRequest.Builder request =
          HttpRequest.newBuilder(URI.create(root + path))
              .method(
                  method,
                  body == null
                      ? BodyPublishers.noBody()
                      : BodyPublishers.ofString(MAPPER.writeValueAsString(body)));
      if (body != null) {
        request.header("Content-Type", "application/json");
      }
      headers.forEach(request::header);
      return send(request);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @CanIgnoreReturnValue
  Reply upload(String path, String name, byte[] playlist) {
    String boundary = "----arrway-test-boundary";
    byte[] head =
        ("--"
                + boundary
                + "\r\nContent-Disposition: form-data; name=\"name\"\r\n\r\n"
                + name
                + "\r\n--"
                + boundary
                + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\"list.m3u\"\r\n"
                + "Content-Type: audio/x-mpegurl\r\n\r\n")
            .getBytes(java.nio.charset.StandardCharsets.UTF_8);
    byte[] tail =
        ("\r\n--" + boundary + "--\r\n").getBytes(java.nio.charset.StandardCharsets.UTF_8);
    return send(
        HttpRequest.newBuilder(URI.create(root + path))
            .header("Content-Type", "multipart/form-data; boundary=" + boundary)
            .POST(BodyPublishers.ofByteArrays(List.of(head, playlist, tail))));
  }

  /** A file with fields before it. */
  Reply uploadFile(String path, Map<String, String> fields, String fileName, byte[] file) {
    return send(form(path, fields, fileName, file));
  }

  /** The same with an idempotency key. */
  Reply uploadNamed(String key, String path, String fileName, byte[] file) {
    return send(form(path, Map.of(), fileName, file).header("Idempotency-Key", key));
  }

  private HttpRequest.Builder form(
      String path, Map<String, String> fields, String fileName, byte[] file) {
    String boundary = "----arrway-test-boundary";
    StringBuilder head = new StringBuilder();
    fields.forEach(
        (name, value) ->
            head.append("--")
                .append(boundary)
                .append("\r\nContent-Disposition: form-data; name=\"")
                .append(name)
                .append("\"\r\n\r\n")
                .append(value)
                .append("\r\n"));
    head.append("--")
        .append(boundary)
        .append("\r\nContent-Disposition: form-data; name=\"file\"; filename=\"")
        .append(fileName)
        .append("\"\r\nContent-Type: application/octet-stream\r\n\r\n");
    byte[] tail = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
    return HttpRequest.newBuilder(URI.create(root + path))
        .header("Content-Type", "multipart/form-data; boundary=" + boundary)
        .POST(
            BodyPublishers.ofByteArrays(
                List.of(head.toString().getBytes(StandardCharsets.UTF_8), file, tail)));
  }

  private static final Pattern TIMESTAMP = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d.*");
  private static final Pattern TIMESTAMP_FORM =
      Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

  /** Returns an answer or event after a check that all timestamps in it have the one form. */
  @CanIgnoreReturnValue
  static JsonNode checked(JsonNode answer) {
    answer.forEach(Api::checked);
    if (answer.isTextual() && TIMESTAMP.matcher(answer.asText()).matches()) {
      assertThat(answer.asText()).matches(TIMESTAMP_FORM);
    }
    return answer;
  }

  private Reply send(HttpRequest.Builder request) {
    if (token.startsWith(KEY)) {
      request.header("X-Api-Key", token.substring(KEY.length()));
    } else if (!token.isEmpty()) {
      request.header("Authorization", "Bearer " + token);
    }
    request.timeout(LONGEST);
    try {
      HttpResponse<String> response =
          CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
      String text = response.body();
      seen.add(response.headers().map() + "\n" + text);
      boolean json = response.headers().firstValue("Content-Type").orElse("").contains("json");
      return new Reply(
          response.statusCode(),
          json ? checked(MAPPER.readTree(text)) : MissingNode.getInstance(),
          text,
          response.headers().map());
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }
}
