package dev.arrway.upstream.transmission;

import dev.arrway.kind.download.DownloadServer;
import dev.arrway.platform.config.Secret;
import dev.arrway.upstream.Credentials;
import dev.arrway.upstream.ServerCommand;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/** A real transmission-daemon with a folder of its own; it talks to this machine alone. */
public final class RealTransmission implements AutoCloseable {
  static final String USER = "admin";
  private static final Duration START = Duration.ofSeconds(60);

  final Path downloads;
  final Secret password = Secret.of("Test pass & wörd " + new SecureRandom().nextInt());
  private final ServerCommand command;
  private final Path folder;
  private final int port;
  private Process process;

  private RealTransmission(ServerCommand command) throws IOException {
    this.command = command;
    this.folder = command.folder("arrway-transmission");
    this.downloads = Files.createDirectory(folder.resolve("downloads"));
    this.port = freePort();
  }

  public static RealTransmission start(ServerCommand command) throws Exception {
    RealTransmission server = new RealTransmission(command);
    server.configure();
    server.begin();
    return server;
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  public Credentials.Login login() {
    return new Credentials.Login(USER, password);
  }

  DownloadServer server() {
    return TransmissionContractTest.server(url(), USER, password);
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  private void configure() throws IOException {
    JsonObject settings =
        new JsonObject()
            .put("rpc-enabled", true)
            .put("rpc-bind-address", "127.0.0.1")
            .put("rpc-port", port)
            .put("rpc-authentication-required", true)
            .put("rpc-username", USER)
            .put("rpc-password", password.reveal())
            .put("rpc-whitelist-enabled", false)
            // Settings since 4.0; before, logins are always limited, to the same number.
            .put("anti-brute-force-enabled", true)
            .put("anti-brute-force-threshold", 100)
            .put("download-dir", command.seen(downloads))
            .put("incomplete-dir-enabled", false)
            .put("bind-address-ipv4", "127.0.0.1")
            .put("bind-address-ipv6", "::1")
            .put("peer-port", freePort())
            .put("port-forwarding-enabled", false)
            .put("dht-enabled", false)
            .put("lpd-enabled", false)
            .put("pex-enabled", false)
            .put("utp-enabled", false)
            .put("download-queue-enabled", false);
    Files.writeString(folder.resolve("settings.json"), settings.encode());
  }

  /** Begins, and waits until it answers. */
  void begin() throws IOException {
    process =
        command.start(folder.resolve("log"), "--foreground", "--config-dir", command.seen(folder));
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
      var request = HttpRequest.newBuilder(URI.create(url() + "/transmission/rpc")).build();
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

  @Override
  public void close() throws Exception {
    end();
    ServerCommand.delete(folder);
  }
}
