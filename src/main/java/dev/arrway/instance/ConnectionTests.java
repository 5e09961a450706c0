package dev.arrway.instance;

import dev.arrway.bus.Failures;
import dev.arrway.bus.Sink;
import dev.arrway.protocol.Envelope;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.UpstreamCommand;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.InstanceDirectory;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks instances who they are, and remembers how that ended. */
final class ConnectionTests {
  private static final Logger log = LoggerFactory.getLogger(ConnectionTests.class);

  /** Time for the messages to the actor and back, in addition to the instance's own timeout. */
  private static final Duration MARGIN = Duration.ofSeconds(2);

  private final InstanceDirectory directory;
  private final InstanceHealth health;

  ConnectionTests(InstanceDirectory directory, InstanceHealth health) {
    this.directory = directory;
    this.health = health;
  }

  Future<ConnectionTest> test(long ownerId, long id, String trace) {
    return Turns.attempt(
        () -> {
          Instance instance = directory.mine(ownerId, id);
          return instance.enabled()
              ? ask(instance, trace).compose(test -> health.tested(id, test).map(test))
              : Future.succeededFuture(ConnectionTest.of(FailureCode.INSTANCE_DISABLED));
        });
  }

  private Future<ConnectionTest> ask(Instance instance, String trace) {
    long wait = Duration.ofSeconds(instance.timeoutSeconds()).plus(MARGIN).toMillis();
    Envelope envelope = new Envelope(instance.ownerId(), trace, wait, true);
    return directory
        .ask(instance.ownerId(), instance.id(), new UpstreamCommand.TestConnection(), envelope)
        .map(tested -> ConnectionTest.of(tested.report()))
        .recover(cause -> Future.succeededFuture(ConnectionTest.of(Failures.of(cause).code())));
  }

  /** Tests a connection in the background. */
  void testLater(Instance instance, String trace) {
    Sink.of(
        test(instance.ownerId(), instance.id(), trace),
        Runnable::run,
        (test, cause) -> {
          if (cause != null) {
            log.atWarn()
                .addKeyValue("instance", instance.id())
                .log("its connection could not be tested: {}", Failures.of(cause).detail());
          }
        });
  }

  /**
   * Tests all enabled instances of a user; the result also lists instances that could not be
   * called.
   */
  Future<Map<Instance, ConnectionTest>> testAll(long ownerId, String trace) {
    List<Instance> instances = directory.all(ownerId).stream().filter(Instance::enabled).toList();
    List<Future<ConnectionTest>> tests =
        instances.stream()
            .map(
                instance ->
                    test(ownerId, instance.id(), trace)
                        .recover(
                            cause ->
                                Future.succeededFuture(
                                    ConnectionTest.of(Failures.of(cause).code()))))
            .toList();
    return Future.join(tests)
        .map(
            done -> {
              Map<Instance, ConnectionTest> outcomes = new LinkedHashMap<>();
              for (int i = 0; i < tests.size(); i++) {
                outcomes.put(instances.get(i), tests.get(i).result());
              }
              return outcomes;
            });
  }
}
