package dev.arrway.sandbox;

import dev.arrway.platform.config.Secret;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.time.Instant;

/**
 * A listening simulated upstream. It counts what comes, plays the faults that are set, moves
 * clients below its URL base and hands the rest to its {@link SandboxApp}.
 */
public final class SandboxServer {
  private static final int LONGEST_LINE = 16_384;

  private final Vertx vertx;
  private final SandboxSettings settings;
  private final SandboxApp app;
  private final Faults faults;
  private final Requests requests = new Requests();
  private final FaultPlayer player;
  private final ControlApi control;
  private volatile HttpServer server;
  private volatile int port;

  private SandboxServer(Vertx vertx, SandboxSettings settings, SandboxApp app) {
    this.vertx = vertx;
    this.settings = settings;
    this.app = app;
    this.faults = new Faults(settings.seed());
    this.player = new FaultPlayer(vertx);
    this.control = new ControlApi(faults, requests);
    this.port = settings.port();
    this.server = newServer();
  }

  /** Listens; fails when the port is taken. */
  public static Future<SandboxServer> start(Vertx vertx, SandboxSettings settings, SandboxApp app) {
    var sandbox = new SandboxServer(vertx, settings, app);
    return sandbox.listen().map(sandbox);
  }

  /** The port that is listened on, kept over {@link #close()} and {@link #reopen()}. */
  public int port() {
    return port;
  }

  /** The full base URL for clients, with the URL base and without a slash at its end. */
  public String url() {
    var host = settings.host().equals("0.0.0.0") ? "127.0.0.1" : settings.host();
    return "http://" + host + ":" + port + settings.urlBase();
  }

  /** The key that clients must send. */
  public Secret apiKey() {
    return settings.apiKey();
  }

  /** The settings it was started with. */
  public SandboxSettings settings() {
    return settings;
  }

  /** The fault switches. */
  public Faults faults() {
    return faults;
  }

  /** What has been asked for. */
  public Requests requests() {
    return requests;
  }

  /** Closes the port and every connection: clients are refused from now on. State stays. */
  public Future<Void> close() {
    return server.close();
  }

  /** Listens on the same port again, with the state it had. */
  public Future<Void> reopen() {
    server = newServer();
    return listen();
  }

  private Future<Void> listen() {
    var listening = server;
    return listening
        .listen(port, settings.host())
        .map(
            ready -> {
              port = ready.actualPort();
              return null;
            });
  }

  private HttpServer newServer() {
    return vertx
        .createHttpServer(new HttpServerOptions().setMaxInitialLineLength(LONGEST_LINE))
        .connectionHandler(this::connected)
        .requestHandler(this::handle);
  }

  private void connected(HttpConnection connection) {
    requests.opened();
    connection.closeHandler(closed -> requests.closed());
  }

  private void handle(HttpServerRequest request) {
    var path = request.path() == null ? "/" : request.path();
    var inner = below(path);
    if (ControlApi.owns(path) || ControlApi.owns(inner)) {
      var asked = ControlApi.owns(path) ? path : inner;
      var allowed = app.allowed(request);
      if (!allowed || !app.control(request, asked)) {
        control.handle(request, asked, allowed);
      }
      return;
    }
    requests.seen(
        new Requests.Seen(Instant.now(), request.method().name(), path, app.keySent(request)));
    var fault =
        faults.take(request.method().name(), inner.isEmpty() ? path : inner, request.query());
    if (fault.isPresent()) {
      player.play(fault.get(), request, () -> real(request, inner));
    } else {
      real(request, inner);
    }
  }

  private void real(HttpServerRequest request, String inner) {
    if (inner.isEmpty()) {
      var ignored =
          request
              .response()
              .setStatusCode(307)
              .putHeader("Location", settings.urlBase() + request.uri())
              .end();
    } else {
      app.handle(request, inner);
    }
  }

  /** The path below the URL base; empty when it is outside. */
  private String below(String path) {
    var base = settings.urlBase();
    if (base.isEmpty()) {
      return path;
    }
    if (path.equals(base)) {
      return "/";
    }
    return path.startsWith(base + "/") ? path.substring(base.length()) : "";
  }
}
