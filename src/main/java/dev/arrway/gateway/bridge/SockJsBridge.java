package dev.arrway.gateway.bridge;

import dev.arrway.gateway.BodyReservation;
import dev.arrway.gateway.Origins;
import dev.arrway.gateway.Problems;
import dev.arrway.gateway.SubDoor;
import dev.arrway.gateway.connection.ConnectionCut;
import dev.arrway.platform.bus.Failures;
import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandlerOptions;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import io.vertx.ext.web.impl.RoutingContextInternal;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * SockJS at {@code /eventbus}, for the event bus's own JavaScript client. Transports that put
 * answers into scripts and frames of pages are off.
 */
public final class SockJsBridge implements SubDoor {
  /** Bytes of frames that come in a request instead of on a WebSocket. */
  private static final int LONGEST_POST = 64 << 10;

  /** After these SockJS closes the connection, on which clients else begin their next request. */
  private static final Pattern LAST_OF_CONNECTION =
      Pattern.compile("/(xhr|xhr_streaming|eventsource)$");

  private final Bridge bridge;

  /** Over what all bridge sockets share. */
  public SockJsBridge(Bridge bridge) {
    this.bridge = bridge;
  }

  @Override
  public String path() {
    return "/eventbus";
  }

  @Override
  public Router router(
      Vertx vertx, Function<HttpServerRequest, String> addresses, Origins origins) {
    SockJSHandlerOptions options =
        new SockJSHandlerOptions()
            .setInsertJSESSIONID(false)
            .addDisabledTransport("JSON_P")
            .addDisabledTransport("HTML_FILE");
    Router router = Router.router(vertx);
    router.route().handler(context -> only(context, origins));
    router.post().handler(context -> read(context, addresses.apply(context.request())));
    router
        .route("/*")
        .subRouter(
            SockJSHandler.create(vertx, options).socketHandler(socket -> open(socket, addresses)));
    return router;
  }

  private static void only(RoutingContext context, Origins origins) {
    if (origins.allows(context.request())) {
      if (LAST_OF_CONNECTION.matcher(context.request().path()).find()
          && context.request().version() != HttpVersion.HTTP_2) {
        context.response().putHeader(HttpHeaders.CONNECTION, "close");
      }
      context.next();
    } else {
      Problems.write(
          context.response(),
          Failure.of(
              FailureCode.FORBIDDEN, "Pages of this origin may not connect; see allowed_origins."));
    }
  }

  /** Reads a body within the memory for all bodies; SockJS takes it apart at once. */
  private void read(RoutingContext context, String address) {
    context.request().pause();
    BodyReservation reservation = bridge.bodies().reservation(null, address);
    bridge
        .bodies()
        .read(context.request(), LONGEST_POST, reservation)
        .onSuccess(
            body -> {
              RoutingContextInternal internal = (RoutingContextInternal) context;
              internal.setBody(body);
              // SockJS insists on knowing that somebody has read the body.
              internal.visitHandler(RoutingContextInternal.BODY_HANDLER);
              context.next();
            })
        .onFailure(cause -> Problems.write(context.response(), Failures.of(cause)))
        .onComplete(done -> reservation.close());
  }

  private void open(SockJSSocket socket, Function<HttpServerRequest, String> addresses) {
    HttpServerRequest request = socket.routingContext().request();
    BridgeSocket.open(
            bridge,
            Words.SOCKJS,
            new SockJsPipe(socket),
            addresses.apply(request),
            request.getHeader(HttpHeaders.USER_AGENT))
        .ifPresent(client -> listen(socket, client, request));
  }

  private static void listen(SockJSSocket socket, BridgeSocket client, HttpServerRequest request) {
    socket.handler(client::heard);
    socket.closeHandler(gone -> client.closed());
    socket.exceptionHandler(broken -> client.closed());
    shown(request).ifPresent(client::shown);
  }

  private static Optional<Credential> shown(HttpServerRequest request) {
    String ticket = request.getParam("ticket");
    return Credential.in(headers(request.headers()))
        .or(
            () ->
                Optional.ofNullable(ticket).map(text -> Credential.ticket(Secret.of(text.trim()))));
  }

  private static Map<String, String> headers(MultiMap given) {
    Map<String, String> headers = new HashMap<>();
    given.forEach((name, value) -> headers.putIfAbsent(name.toLowerCase(Locale.ROOT), value));
    return headers;
  }

  private record SockJsPipe(SockJSSocket socket) implements Pipe {
    @Override
    public Future<Void> write(Buffer frames) {
      return socket.write(frames.toString()); // as text also where there is no SockJS around it
    }

    @Override
    public void close() {
      socket.close();
    }

    @Override
    public void cut() {
      socket.close();
      ConnectionCut.cut(socket.routingContext().request());
    }
  }
}
