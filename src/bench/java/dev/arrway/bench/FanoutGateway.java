package dev.arrway.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A real gateway in a process of its own, with users, and what it costs. */
final class FanoutGateway implements AutoCloseable {
  private static final String CODE = "code-of-the-benchmark";
  private static final String PASSWORD = "correct horse battery staple";
  private static final ObjectMapper JSON = new ObjectMapper();
  static final HttpClient HTTP = HttpClient.newHttpClient();

  final List<Long> ids = new ArrayList<>();
  final List<String> keys = new ArrayList<>();
  private final Path folder;
  private final Process process;
  private final URI url;

  FanoutGateway(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    this.process = java(folder, "dev.arrway.app.Main", List.of("serve"), "gateway.log", "-Xmx768m");
    this.url = URI.create(address());
  }

  URI url() {
    return url;
  }

  @Override
  public void close() throws InterruptedException {
    process.destroy();
    process.waitFor(30, TimeUnit.SECONDS);
  }

  void accounts(int users) throws Exception {
    call(
        url, "/setup", Map.of("username", "admin", "password", PASSWORD, "setup_code", CODE), null);
    String admin = token(url, "admin");
    for (int i = 0; i < users; i++) {
      String name = "user" + i;
      ids.add(
          call(url, "/users", Map.of("username", name, "password", PASSWORD, "role", "user"), admin)
              .path("id")
              .asLong());
      keys.add(
          call(
                  url,
                  "/auth/api-keys",
                  Map.of("name", "bench", "scopes", List.of("read")),
                  token(url, name))
              .path("key")
              .asText());
    }
  }

  private static String token(URI url, String name) throws Exception {
    return call(url, "/auth/login", Map.of("username", name, "password", PASSWORD), null)
        .path("access_token")
        .asText();
  }

  private static JsonNode call(URI url, String path, Map<String, ?> body, @Nullable String token)
      throws Exception {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(url.resolve("/api/v1" + path))
            .header("Content-Type", "application/json")
            .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body)));
    if (token != null) {
      request.header("Authorization", "Bearer " + token);
    }
    HttpResponse<String> response =
        HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
    if (response.statusCode() > 299) {
      throw new IllegalStateException(path + ": " + response.body());
    }
    return JSON.readTree(response.body());
  }

  static JsonNode get(URI url, String path, String key) throws Exception {
    return JSON.readTree(
        HTTP.send(
                HttpRequest.newBuilder(url.resolve("/api/v1" + path))
                    .header("X-Api-Key", key)
                    .build(),
                HttpResponse.BodyHandlers.ofString())
            .body());
  }

  static Process java(
      Path folder, String main, List<String> args, @Nullable String output, String heap)
      throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                heap,
                "-cp",
                System.getProperty("java.class.path"),
                main));
    command.addAll(args);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(folder.resolve(main).toFile());
    if (output != null) {
      builder.redirectOutput(folder.resolve(output).toFile());
    }
    builder
        .environment()
        .putAll(
            Map.of(
                "ARRWAY_DATA_DIR", folder.resolve("data").toString(),
                "ARRWAY_HTTP_HOST", "127.0.0.1",
                "ARRWAY_HTTP_PORT", "0",
                "ARRWAY_MANAGEMENT_PORT", "0",
                "ARRWAY_LIMITS_FACTOR", "1000",
                "ARRWAY_SETUP_CODE", CODE));
    return builder.start();
  }

  private String address() throws IOException, InterruptedException {
    var pattern = java.util.regex.Pattern.compile("http://127\\.0\\.0\\.1:\\d+");
    while (process.isAlive()) {
      var found = pattern.matcher(Files.readString(folder.resolve("gateway.log")));
      if (found.find()) {
        return found.group();
      }
      TimeUnit.MILLISECONDS.sleep(100);
    }
    throw new IllegalStateException(Files.readString(folder.resolve("gateway.log")));
  }

  double cpuSeconds() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }

  void collect() throws IOException, InterruptedException {
    jcmd("GC.run");
    TimeUnit.SECONDS.sleep(1);
    jcmd("GC.run");
  }

  /** Bytes in use. */
  long heap() throws IOException, InterruptedException {
    var used = java.util.regex.Pattern.compile("used (\\d+)K").matcher(jcmd("GC.heap_info"));
    if (!used.find()) {
      throw new IllegalStateException("the JVM does not tell its heap");
    }
    return Long.parseLong(used.group(1)) * 1024;
  }

  private String jcmd(String command) throws IOException, InterruptedException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(process.pid()),
                command)
            .redirectErrorStream(true)
            .start();
    String text = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    jcmd.waitFor();
    return text;
  }
}
