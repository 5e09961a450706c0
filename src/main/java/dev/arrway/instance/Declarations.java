package dev.arrway.instance;

import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.FieldError;
import dev.arrway.store.StartFailure;
import io.vertx.core.Future;
import java.util.List;
import java.util.stream.Collectors;

/** Makes one user's instances be what the configuration declares. */
final class Declarations {
  private final InstanceService service;
  private final InstanceDirectory directory;
  private final long ownerId;

  Declarations(InstanceService service, InstanceDirectory directory, long ownerId) {
    this.service = service;
    this.directory = directory;
    this.ownerId = ownerId;
  }

  /** Adds and changes what is declared; what no longer is belongs to its owner again. */
  Future<Void> apply(List<InstanceRequest> declared) {
    Future<Void> all = Future.succeededFuture();
    for (InstanceRequest request : declared) {
      all = all.compose(before -> apply(request));
    }
    return all.compose(applied -> release(declared));
  }

  private Future<Void> apply(InstanceRequest request) {
    String name = request.name().orElse("");
    Instance there = service.byName(ownerId, name);
    Future<Instance> applied =
        there == null
            ? service.create(ownerId, true, request, true, "start")
            : service.update(ownerId, there.id(), request, true);
    return applied.<Void>mapEmpty().recover(cause -> Future.failedFuture(named(name, cause)));
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

  private Future<Void> release(List<InstanceRequest> declared) {
    Future<Void> all = Future.succeededFuture();
    for (Instance instance : directory.all(ownerId)) {
      boolean still =
          declared.stream().anyMatch(it -> it.name().orElse("").equalsIgnoreCase(instance.name()));
      if (instance.declared() && !still) {
        all = all.compose(before -> service.release(instance));
      }
    }
    return all;
  }
}
