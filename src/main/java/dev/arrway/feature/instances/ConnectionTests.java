package dev.arrway.feature.instances;

import dev.arrway.platform.bus.Failures;
import dev.arrway.platform.bus.Sink;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.CallPurpose;
import dev.arrway.protocol.FailureCode;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.InstanceClient;
import dev.arrway.upstream.InstanceDirectory;
import dev.arrway.upstream.UpstreamCommand;
import io.vertx.core.Future;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tests of the connections to instances, whose outcomes are remembered. */
final class ConnectionTests {
  private static final Logger log = LoggerFactory.getLogger(ConnectionTests.class);

  private final InstanceDirectory directory;
  private final InstanceClient instances;
  private final InstanceHealth health;

  ConnectionTests(InstanceDirectory directory, InstanceClient instances, InstanceHealth health) {
    this.directory = directory;
    this.instances = instances;
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
    CallContext context =
        CallContext.user(instance.ownerId(), trace).withPurpose(CallPurpose.INSPECTION);
    return instances
        .ask(context, instance.id(), new UpstreamCommand.TestConnection())
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
    List<Instance> tested = directory.all(ownerId).stream().filter(Instance::enabled).toList();
    List<Future<ConnectionTest>> tests =
        tested.stream()
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
                outcomes.put(tested.get(i), tests.get(i).result());
              }
              return outcomes;
            });
  }
}
