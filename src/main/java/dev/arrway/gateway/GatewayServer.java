package dev.arrway.gateway;

import dev.arrway.gateway.connection.LimitedTransport;
import dev.arrway.gateway.connection.RequestHeadTimer;
import dev.arrway.platform.access.Authenticator;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FatalErrors;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Everything that is served over HTTP: the API below its two prefixes, its documents, and what
 * machines ask.
 */
public final class GatewayServer {
  private static final List<String> PREFIXES = List.of("/api/v1", "/api");

  /** The maximum size of a WebSocket message from a client, in bytes. */
  private static final int LARGEST_MESSAGE = 64 << 10;

  /** The maximum size of a request's head, in bytes. */
  private static final int LARGEST_HEAD = 32 << 10;

  /** Requests that one HTTP/2 connection may have open at once. */
  private static final int MOST_STREAMS = 100;

  /** Requests that one HTTP/2 connection may take back in 30 s; it ends beyond that. */
  private static final int MOST_RESETS = 200;

  private static final Duration KEY_SET_AGE = Duration.ofMinutes(5);

  private final Vertx vertx;
  private final GatewaySettings settings;
  private final Readiness readiness;
  private final HttpServer server;
  private final HttpServer management;

  private GatewayServer(
      Vertx vertx,
      GatewaySettings settings,
      Readiness readiness,
      HttpServer server,
      HttpServer management) {
    this.vertx = vertx;
    this.settings = settings;
    this.readiness = readiness;
    this.server = server;
    this.management = management;
  }

  /**
   * What the server answers with.
   *
   * @param document the contract, to be shown
   * @param dispatcher runs operations
   * @param authenticator authenticates callers
   * @param keySet the public keys of the token signer as a JWK set
   * @param readiness whether the gateway accepts requests
   * @param metrics the metrics in Prometheus' text form
   * @param doors transports with their own paths below the API's path
   */
  public record Parts(
      ContractDocument document,
      Dispatcher dispatcher,
      Authenticator authenticator,
      Supplier<Future<?>> keySet,
      Readiness readiness,
      Supplier<String> metrics,
      List<SubDoor> doors) {
    public Parts {
      doors = List.copyOf(doors);
    }

    private boolean isApi(String path) {
      return path.contains("/api/")
          || doors.stream().anyMatch(door -> path.contains(door.path() + "/"));
    }
  }

  /** Listens on both ports; fails when one is taken. */
  public static Future<GatewayServer> start(Vertx vertx, GatewaySettings settings, Parts parts) {
    HttpServerOptions options =
        new HttpServerOptions()
            .setHost(settings.host())
            .setPort(settings.port())
            .setIdleTimeout(120)
            .setMaxHeaderSize(LARGEST_HEAD)
            .setMaxInitialLineLength(16 * 1024)
            .setCompressionSupported(false)
            .setMaxWebSocketFrameSize(LARGEST_MESSAGE)
            .setMaxWebSocketMessageSize(LARGEST_MESSAGE)
            .setPerMessageWebSocketCompressionSupported(false)
            .setPerFrameWebSocketCompressionSupported(false)
            .setHandle100ContinueAutomatically(false) // see GuardedRequest
            .setInitialSettings(
                new Http2Settings()
                    .setMaxConcurrentStreams(MOST_STREAMS)
                    .setMaxHeaderListSize(LARGEST_HEAD))
            .setHttp2RstFloodMaxRstFramePerWindow(MOST_RESETS)
            .setHttp2RstFloodWindowDuration(30)
            .setHttp2MaxSmallContinuationFrames(16);
    HttpServer server = guarded(vertx, options, settings, router(vertx, settings, parts));
    HttpServer management =
        guarded(
            vertx,
            new HttpServerOptions().setIdleTimeout(120),
            settings,
            managementRouter(vertx, parts));
    return management
        .listen(settings.managementPort(), settings.managementHost())
        .compose(listening -> server.listen())
        .map(
            listening -> {
              LimitedTransport.protect(vertx, server.actualPort());
              LimitedTransport.protect(vertx, management.actualPort());
              return new GatewayServer(vertx, settings, parts.readiness(), server, management);
            });
  }

  /** A server whose requests are watched, and which ends the process when memory has run out. */
  private static HttpServer guarded(
      Vertx vertx, HttpServerOptions options, GatewaySettings settings, Router router) {
    return vertx
        .createHttpServer(options)
        .exceptionHandler(FatalErrors::haltIfFatal)
        .connectionHandler(connection -> connection.exceptionHandler(FatalErrors::haltIfFatal))
        .requestHandler(
            request -> {
              HttpConnection connection = request.connection();
              RequestHeadTimer.requestStarted(connection, request.version() == HttpVersion.HTTP_2);
              router.handle(
                  GuardedRequest.of(
                      vertx,
                      request,
                      settings.limits(),
                      () -> RequestHeadTimer.requestEnded(connection)));
            });
  }

  /** The API's port. */
  public int port() {
    return server.actualPort();
  }

  /** The port of metrics and health. */
  public int managementPort() {
    return management.actualPort();
  }

  /** The address for people on this machine. */
  public String localUrl() {
    String host = settings.host().equals("0.0.0.0") ? "127.0.0.1" : settings.host();
    return "http://" + host + ":" + port() + settings.basePath();
  }

  /** Turns new requests away, finishes what runs, then closes; at most as long as given. */
  public Future<Void> drain(Duration atMost) {
    readiness.close();
    return server
        .shutdown(atMost.toMillis(), TimeUnit.MILLISECONDS)
        .eventually(() -> management.close())
        .eventually(() -> vertx.timer(1).mapEmpty());
  }

  private static Router router(Vertx vertx, GatewaySettings settings, Parts parts) {
    Router root = Router.router(vertx);
    root.route().handler(context -> secure(context, parts));
    new MachineRoutes(parts.readiness()).mount(root);
    String base = settings.basePath();
    Router site = Router.router(vertx);
    Origins origins = new Origins(settings.allowedOrigins());
    origins.mount(site);
    new DocsRoutes(parts.document()).mount(site);
    site.get("/.well-known/jwks.json").handler(context -> keySet(context, parts.keySet()));
    site.get("/").handler(context -> context.redirect(base + "/docs/swagger/"));
    ClientAddress addresses = new ClientAddress(settings.trustedProxies());
    for (SubDoor door : parts.doors()) {
      Router router = door.router(vertx, addresses::of, origins);
      PREFIXES.forEach(prefix -> site.route(prefix + door.path() + "/*").subRouter(router));
      site.route(door.path() + "/*").subRouter(router);
    }
    Router api =
        new HttpDoor(parts.dispatcher(), parts.authenticator(), addresses, origins).router(vertx);
    for (String prefix : PREFIXES) {
      site.route(prefix + "/*").subRouter(api);
    }
    root.route(base + "/*").subRouter(site);
    root.route()
        .handler(context -> refuse(context, FailureCode.NOT_FOUND, "There is no such path."));
    root.errorHandler(
        500, context -> refuse(context, FailureCode.INTERNAL, "Something went wrong."));
    root.errorHandler(
        405,
        context ->
            refuse(context, FailureCode.METHOD_NOT_ALLOWED, "This path does not take that."));
    return root;
  }

  private static Router managementRouter(Vertx vertx, Parts parts) {
    Router router = Router.router(vertx);
    new MachineRoutes(parts.readiness()).mount(router);
    router
        .get("/metrics")
        .handler(
            context ->
                context
                    .response()
                    .putHeader("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
                    .end(parts.metrics().get()));
    return router;
  }

  /** What every answer carries; a node that goes down says so instead of beginning anything new. */
  private static void secure(RoutingContext context, Parts parts) {
    HttpServerResponse response = context.response();
    response
        .putHeader("X-Content-Type-Options", "nosniff")
        .putHeader("X-Frame-Options", "DENY")
        .putHeader("Referrer-Policy", "no-referrer")
        .putHeader("Cache-Control", "no-store")
        .putHeader("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'");
    if (!parts.readiness().isOpen() && parts.isApi(context.request().path())) {
      // HTTP/2 has no such header: there the server's shutdown says it.
      if (context.request().version() != HttpVersion.HTTP_2) {
        response.putHeader("Connection", "close");
      }
      Problems.write(
          response,
          Failure.retryAfter(
              FailureCode.SHUTTING_DOWN,
              "This node is starting or going down.",
              Duration.ofSeconds(2)));
      return;
    }
    context.next();
  }

  private static void keySet(RoutingContext context, Supplier<Future<?>> keySet) {
    keySet
        .get()
        .onSuccess(
            keys ->
                context
                    .response()
                    .putHeader("Content-Type", "application/jwk-set+json")
                    .putHeader("Cache-Control", "public, max-age=" + KEY_SET_AGE.toSeconds())
                    .end(ApiJson.write(keys)))
        .onFailure(cause -> Problems.write(context.response(), Problems.of(cause, "jwks", "none")));
  }

  private static void refuse(RoutingContext context, FailureCode code, String detail) {
    if (context.failure() != null) {
      Problems.write(context.response(), Problems.of(context.failure(), "unknown", "none"));
    } else {
      Problems.write(context.response(), Failure.of(code, detail));
    }
  }
}
