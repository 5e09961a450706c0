package dev.arrway.gateway;

import dev.arrway.gateway.stream.SseSession;
import dev.arrway.gateway.stream.StreamServices;
import dev.arrway.gateway.stream.WebSocketSession;
import dev.arrway.platform.event.EventFilter;
import dev.arrway.platform.event.EventHistory;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/** What happens, as it happens and afterwards. */
public final class EventRoutes implements Routes {
  private final StreamServices services;
  private final EventHistory history;

  /** With the log behind it. */
  public EventRoutes(StreamServices services, EventHistory history) {
    this.services = services;
    this.history = history;
  }

  @Override
  public void register(Operations.Builder operations) {
    operations
        .onHttp("streamEvents", this::stream)
        .onHttp("openWebSocket", this::open)
        .on("listEventHistory", this::list);
  }

  private Future<Optional<Answer>> stream(RoutingContext context, Call call) {
    return SseSession.open(services, context.request(), call, filter(call)).map(Optional.empty());
  }

  private Future<Optional<Answer>> open(RoutingContext context, Call call) {
    String upgrade = context.request().getHeader(HttpHeaders.UPGRADE);
    if (!"websocket".equalsIgnoreCase(upgrade)) {
      return Future.failedFuture(
          FailureException.of(FailureCode.MALFORMED_REQUEST, "This path is for WebSockets alone."));
    }
    return WebSocketSession.open(services, call.user(), context.request()).map(Optional.empty());
  }

  private Future<Answer> list(Call call) {
    return history
        .page(call.user().userId(), filter(call), call.limit(), call.offset())
        .map(
            slice ->
                Answer.ok(
                    new Page<>(
                        slice.items().stream()
                            .map(event -> EventJson.of(event, history.cursor(event.id())))
                            .toList(),
                        slice.total(),
                        call.limit(),
                        call.offset())));
  }

  private static EventFilter filter(Call call) {
    return new EventFilter(call.texts("types"), call.optionalLong("instance_id").orElse(null));
  }
}
