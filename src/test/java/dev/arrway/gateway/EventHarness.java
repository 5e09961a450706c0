package dev.arrway.gateway;

import dev.arrway.gateway.connection.ConnectionRegistry;
import dev.arrway.gateway.connection.ConnectionSettings;
import dev.arrway.gateway.connection.OutboundBudget;
import dev.arrway.gateway.connection.OutboundLimits;
import dev.arrway.gateway.stream.EventStreams;
import dev.arrway.gateway.stream.StreamServices;
import dev.arrway.gateway.stream.StreamSettings;
import dev.arrway.platform.access.CredentialChecks;
import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.bus.TestBus;
import dev.arrway.platform.event.EventDraft;
import dev.arrway.platform.event.EventHistory;
import dev.arrway.platform.event.EventRelay;
import dev.arrway.platform.event.SqlEventLog;
import dev.arrway.platform.store.Futures;
import dev.arrway.platform.store.TestDatabase;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.Role;
import io.vertx.core.Future;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The event streams behind real HTTP, on a database of their own; callers say who they are. */
final class EventHarness implements AutoCloseable {
  static final StreamSettings SETTINGS =
      new StreamSettings(Duration.ofHours(1), Duration.ofSeconds(30), Duration.ofHours(1));

  final TestDatabase database = TestDatabase.create();
  final Bus bus = TestBus.create(database.vertx());
  final SqlEventLog log = new SqlEventLog();
  final EventHistory history = Futures.await(EventHistory.open(database.database()));
  final EventStreams streams;
  final ConnectionRegistry connections;
  final OutboundBudget budget = new OutboundBudget(64 << 20);
  private final @Nullable EventRelay relay;
  private final Operations operations;
  private final HttpServer server;

  /**
   * Opens everything.
   *
   * @param relayed whether commits are told of; else only the safety poll finds them
   */
  EventHarness(StreamSettings settings, boolean relayed) {
    this(settings, relayed, 20);
  }

  EventHarness(StreamSettings settings, boolean relayed, int mostPerUser) {
    relay =
        relayed
            ? Futures.await(EventRelay.start(database.vertx(), database.endpoint(), bus))
            : null;
    streams = new EventStreams(database.vertx(), bus, history, settings);
    Operations.Builder builder = new Operations.Builder();
    connections =
        new ConnectionRegistry(
            database.vertx(),
            bus,
            EverCounting.CHECKS,
            new ConnectionSettings(
                mostPerUser, 1, 1, Duration.ofHours(1), Duration.ofHours(1), Duration.ZERO),
            Clock.systemUTC(),
            System::nanoTime);
    StreamServices services =
        new StreamServices(
            database.vertx(),
            streams,
            connections,
            budget,
            new OutboundLimits(settings.writeDeadline(), 1 << 20));
    new EventRoutes(services, history).register(builder);
    operations = builder.build();
    Router router = Router.router(database.vertx());
    router.get("/events").handler(this::serve);
    server =
        Futures.await(
            database.vertx().createHttpServer().requestHandler(router).listen(0, "127.0.0.1"));
  }

  /** A new user, who may own events. */
  long user(int number) {
    database.execute(
        "INSERT INTO app_user (id, username, password_hash, role) OVERRIDING SYSTEM VALUE VALUES ("
            + (number + ", 'user" + number + "', '-', 'user')"));
    return number;
  }

  int port() {
    return server.actualPort();
  }

  URI address(long user, String query) {
    return URI.create("http://127.0.0.1:" + port() + "/events?user=" + user + query);
  }

  Follower follow(long user, String query) {
    return new Follower(address(user, query), null);
  }

  Follower follow(long user, String query, String lastEventId) {
    return new Follower(address(user, query), lastEventId);
  }

  /** Writes one event and commits. */
  void happen(long owner, @Nullable Long instance, String type, Map<String, ?> data) {
    append(List.of(new EventDraft(owner, instance, type, data)));
  }

  void append(List<EventDraft> events) {
    Futures.await(database.database().asSystem(c -> log.append(c, events)));
  }

  /** Credentials that count for ever. */
  private enum EverCounting implements CredentialChecks {
    CHECKS;

    @Override
    public Future<Caller> recheck(Caller caller) {
      return Future.succeededFuture(caller);
    }

    @Override
    public Future<Set<Caller>> findEnded(Collection<Caller> callers) {
      return Future.succeededFuture(Set.of());
    }
  }

  private void serve(RoutingContext context) {
    Map<String, Object> parameters = new HashMap<>();
    given(parameters, "after", context.request().getParam("after"));
    given(parameters, "Last-Event-ID", context.request().getHeader("Last-Event-ID"));
    String types = context.request().getParam("types");
    given(parameters, "types", types == null ? null : List.of(types.split(",")));
    String instance = context.request().getParam("instance_id");
    given(parameters, "instance_id", instance == null ? null : Long.valueOf(instance));
    long user = Long.parseLong(context.request().getParam("user"));
    Call call =
        new Call(
            "streamEvents",
            OperationsDoor.caller(user, Role.USER),
            "127.0.0.1",
            "trace",
            parameters,
            ApiJson.mapper().createObjectNode());
    operations
        .httpOperation("streamEvents")
        .orElseThrow()
        .serve(context, call)
        .onFailure(
            cause ->
                Problems.write(context.response(), Problems.of(cause, "streamEvents", "trace")));
  }

  private static void given(Map<String, Object> parameters, String name, @Nullable Object value) {
    if (value != null) {
      parameters.put(name, value);
    }
  }

  @Override
  public void close() {
    Future<Void> closed =
        connections
            .close()
            .eventually(streams::close)
            .eventually(() -> relay == null ? Future.succeededFuture() : relay.close())
            .eventually(server::close);
    Futures.await(closed);
    database.close();
  }
}
