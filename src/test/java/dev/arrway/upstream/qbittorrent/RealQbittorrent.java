package dev.arrway.upstream.qbittorrent;

import dev.arrway.platform.config.Secret;
import dev.arrway.upstream.Credentials;
import dev.arrway.upstream.ServerCommand;
import java.io.IOException;
import java.net.CookieManager;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.awaitility.Awaitility;

/** A real qBittorrent with a profile of its own; it talks to this machine alone. */
final class RealQbittorrent implements AutoCloseable {
  private static final String USER = "admin";
  private static final Duration START = Duration.ofSeconds(60);
  private static final int ROUNDS = 100_000;
  private static final int HASH_BITS = 512;

  final Path downloads;
  final int peerPort;
  final Secret password = Secret.of("Test pass & wörd " + new SecureRandom().nextInt());
  private final ServerCommand command;
  private final Path folder;
  private final int port;
  private Process process;

  private RealQbittorrent(ServerCommand command) throws IOException {
    this.command = command;
    this.folder = command.folder("arrway-qbittorrent");
    this.downloads = Files.createDirectory(folder.resolve("downloads"));
    this.port = freePort();
    this.peerPort = freePort();
  }

  static RealQbittorrent start(ServerCommand command) throws Exception {
    RealQbittorrent server = new RealQbittorrent(command);
    server.configure();
    server.begin();
    return server;
  }

  String url() {
    return "http://127.0.0.1:" + port;
  }

  Credentials credentials() {
    return new Credentials.Login(USER, password);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void configure() throws Exception {
    Path config = Files.createDirectories(folder.resolve("qBittorrent/config"));
    Files.writeString(
        config.resolve("qBittorrent.conf"),
        String.join(
            "\n",
            "[LegalNotice]",
            "Accepted=true",
            "[BitTorrent]",
            "Session\\DHTEnabled=false",
            "Session\\LSDEnabled=false",
            "Session\\PeXEnabled=false",
            "Session\\Interface=lo",
            "Session\\InterfaceName=lo",
            "Session\\InterfaceAddress=127.0.0.1",
            "Session\\Port=" + peerPort,
            "Session\\QueueingSystemEnabled=false",
            "Session\\DefaultSavePath=" + command.seen(downloads),
            "[Network]",
            "PortForwardingEnabled=false",
            "[Preferences]",
            "General\\Locale=en",
            "WebUI\\Address=127.0.0.1",
            "WebUI\\Port=" + port,
            "WebUI\\Username=" + USER,
            "WebUI\\LocalHostAuth=true",
            "WebUI\\UseUPnP=false",
            "WebUI\\Password_PBKDF2=\"@ByteArray(" + hashed(password) + ")\"",
            ""));
  }

  private static String hashed(Secret password) throws GeneralSecurityException {
    byte[] salt = new byte[16];
    new SecureRandom().nextBytes(salt);
    PBEKeySpec spec = new PBEKeySpec(password.reveal().toCharArray(), salt, ROUNDS, HASH_BITS);
    byte[] hash =
        SecretKeyFactory.getInstance("PBKDF2WithHmacSHA512").generateSecret(spec).getEncoded();
    Base64.Encoder base64 = Base64.getEncoder();
    return base64.encodeToString(salt) + ":" + base64.encodeToString(hash);
  }

  /** Begins, and waits until it answers. */
  void begin() throws IOException {
    process = command.start(folder.resolve("log"), "--profile=" + command.seen(folder));
    Awaitility.await()
        .atMost(START)
        .pollInterval(Duration.ofMillis(50))
        .until(() -> answers() || !process.isAlive());
    if (!process.isAlive()) {
      throw new IllegalStateException(Files.readString(folder.resolve("log")));
    }
  }

  private boolean answers() {
    try {
      var request = HttpRequest.newBuilder(URI.create(url() + "/api/v2/app/version")).build();
      var answer = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
      return answer.statusCode() > 0;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Ends it as a system does; what it has is kept. */
  void end() throws Exception {
    process.destroy();
    if (!process.waitFor(30, TimeUnit.SECONDS)) {
      process.destroyForcibly();
      process.waitFor();
    }
  }

  /** Does something past the gateway. */
  void post(String path, Map<String, String> form) throws Exception {
    HttpClient client = HttpClient.newBuilder().cookieHandler(new CookieManager()).build();
    Map<String, String> login = Map.of("username", USER, "password", password.reveal());
    send(client, "auth/login", login);
    send(client, path, form);
  }

  private void send(HttpClient client, String path, Map<String, String> form) throws Exception {
    String body =
        form.entrySet().stream()
            .map(field -> encoded(field.getKey()) + "=" + encoded(field.getValue()))
            .collect(Collectors.joining("&"));
    var request =
        HttpRequest.newBuilder(URI.create(url() + "/api/v2/" + path))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(body))
            .build();
    var answer = client.send(request, HttpResponse.BodyHandlers.ofString());
    if (answer.statusCode() >= 300) {
      throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
    }
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  @Override
  public void close() throws Exception {
    end();
    ServerCommand.delete(folder);
  }
}
