package dev.arrway.upstream;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.arrway.app.UpstreamCatalog;
import dev.arrway.platform.bus.ActorRef;
import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.bus.TestBus;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.http.AddressPolicy;
import dev.arrway.platform.http.HttpObserver;
import dev.arrway.platform.http.HttpPolicy.Access;
import dev.arrway.platform.http.HttpStacks;
import dev.arrway.protocol.Address;
import dev.arrway.protocol.Command;
import dev.arrway.protocol.Envelope;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Runs actors on a bus, and asks them from a test's own thread. */
public final class TestActors {
  public final Vertx vertx = Vertx.vertx();
  public final Bus bus = TestBus.create(vertx);
  public final RecordingMemory memory = new RecordingMemory();
  public final UpstreamFleet fleet;
  private final HttpStacks stacks =
      new HttpStacks(vertx, new AddressPolicy(List.of(), port -> false), HttpObserver.NONE);

  public TestActors(Upstream... upstreams) {
    UpstreamCatalog catalog = UpstreamCatalog.of(List.of(upstreams));
    fleet =
        new UpstreamFleet(
            vertx, new UpstreamRuntime(bus, stacks, memory, memory.ports()), catalog::get);
  }

  /** An administrator's instance without limits that a test would meet by chance. */
  public static InstanceSpec spec(long id, String type, String url, Secret key) {
    return spec(id, type, url, new Credentials.ApiKey(key));
  }

  /** The same with credentials of any kind. */
  public static InstanceSpec spec(long id, String type, String url, Credentials credentials) {
    return new InstanceSpec(
        id,
        1,
        type,
        "Instance " + id,
        URI.create(url),
        credentials,
        Access.ADMINISTRATOR,
        true,
        Duration.ofSeconds(10),
        100_000,
        Map.of("max_retries", 0));
  }

  public static InstanceSpec with(InstanceSpec spec, Duration timeout, Map<String, ?> settings) {
    Map<String, Object> all = new HashMap<>(spec.settings());
    all.putAll(settings);
    return new InstanceSpec(
        spec.id(),
        spec.ownerId(),
        spec.type(),
        spec.name(),
        spec.url(),
        spec.credentials(),
        spec.access(),
        spec.verifySsl(),
        timeout,
        spec.ratePerMinute(),
        all);
  }

  public ActorRef actor(long id) {
    return bus.actor(Address.instance(id));
  }

  public <R extends Reply> Future<R> send(long id, Command<R> command, long withinMs) {
    return actor(id).ask(command, new Envelope(1, "test", withinMs, true));
  }

  @com.google.errorprone.annotations.CanIgnoreReturnValue
  public <R extends Reply> R ask(long id, Command<R> command) {
    return await(send(id, command, 20_000));
  }

  public Failure refusal(long id, Command<?> command) {
    return failure(send(id, command, 20_000));
  }

  public FailureCode code(long id, Command<?> command) {
    return refusal(id, command).code();
  }

  public void close() {
    await(fleet.undeployAll());
    await(stacks.close());
    await(vertx.close());
  }

  @CanIgnoreReturnValue
  public static <T> T await(Future<T> future) {
    try {
      return future.toCompletionStage().toCompletableFuture().get(30, TimeUnit.SECONDS);
    } catch (ExecutionException e) {
      throw e.getCause() instanceof RuntimeException cause
          ? cause
          : new IllegalStateException(e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new IllegalStateException(e);
    }
  }

  public static boolean works(Future<?> future) {
    try {
      return await(future) != null;
    } catch (FailureException e) {
      return false;
    }
  }

  public static Failure failure(Future<?> future) {
    try {
      Object result = await(future);
      throw new AssertionError("succeeded with " + result);
    } catch (FailureException e) {
      return e.failure();
    }
  }
}
