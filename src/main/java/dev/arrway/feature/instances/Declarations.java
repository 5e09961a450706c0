package dev.arrway.feature.instances;

import dev.arrway.platform.bus.FairSlots;
import dev.arrway.platform.store.StartFailure;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.FieldError;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.InstanceDirectory;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Makes one user's instances be what the configuration declares. */
final class Declarations {
  private static final int AT_ONCE = 8;

  private final InstanceService service;
  private final InstanceDirectory directory;
  private final long ownerId;

  Declarations(InstanceService service, InstanceDirectory directory, long ownerId) {
    this.service = service;
    this.directory = directory;
    this.ownerId = ownerId;
  }

  /**
   * Adds and updates the declared instances, {@value #AT_ONCE} at a time to keep the start short.
   * Instances that are no longer declared are kept and can be edited by their owner again. Names
   * are compared without case.
   */
  Future<Void> apply(List<InstanceRequest> declared) {
    FairSlots slots = FairSlots.unbounded(AT_ONCE, AT_ONCE);
    Map<String, Instance> there = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    directory.all(ownerId).forEach(instance -> there.put(instance.name(), instance));
    return Future.join(
            declared.stream()
                .map(
                    request -> {
                      String name = request.name().orElse("");
                      Optional<Instance> known = Optional.ofNullable(there.remove(name));
                      return slots.run(ownerId, () -> apply(name, request, known));
                    })
                .toList())
        .compose(applied -> release(there.values(), slots));
  }

  private Future<Instance> apply(String name, InstanceRequest request, Optional<Instance> known) {
    return known
        .map(instance -> service.update(ownerId, instance.id(), request, true))
        .orElseGet(() -> service.create(ownerId, true, request, true, "start"))
        .recover(cause -> Future.failedFuture(named(name, cause)));
  }

  private Future<Void> release(Collection<Instance> undeclared, FairSlots slots) {
    return Future.join(
            undeclared.stream()
                .filter(Instance::declared)
                .map(instance -> slots.run(ownerId, () -> service.release(instance)))
                .toList())
        .mapEmpty();
  }

  /** A mistake in the configuration is for the person at the console. */
  private static Throwable named(String name, Throwable cause) {
    if (!(cause instanceof FailureException refused)) {
      return cause;
    }
    Failure failure = refused.failure();
    String said =
        failure.errors().isEmpty()
            ? failure.detail()
            : failure.errors().stream().map(Declarations::text).collect(Collectors.joining("; "));
    return new StartFailure("instances[" + name + "]: " + said, cause);
  }

  private static String text(FieldError error) {
    return error.field() + " " + error.message();
  }
}
