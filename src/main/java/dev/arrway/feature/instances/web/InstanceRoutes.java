package dev.arrway.feature.instances.web;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.feature.instances.ConnectionTest;
import dev.arrway.feature.instances.InstanceRequest;
import dev.arrway.feature.instances.InstanceService;
import dev.arrway.feature.instances.SnapshotState;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.ApiJson;
import dev.arrway.gateway.Bodies;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Page;
import dev.arrway.gateway.Routes;
import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.Role;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.InstanceDirectory;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Instances. */
public final class InstanceRoutes implements Routes {
  private final InstanceService service;
  private final InstanceDirectory directory;
  private final SnapshotState.Source snapshots;

  /** With the services behind it. */
  public InstanceRoutes(
      InstanceService service, InstanceDirectory directory, SnapshotState.Source snapshots) {
    this.service = service;
    this.directory = directory;
    this.snapshots = snapshots;
  }

  private record TestJson(
      long instanceId,
      String instanceName,
      boolean success,
      String message,
      @Nullable String version,
      @Nullable Long responseTimeMs,
      @Nullable String errorDetails) {
    static TestJson of(Instance instance, ConnectionTest test) {
      return new TestJson(
          instance.id(),
          instance.name(),
          test.success(),
          test.message(),
          test.version(),
          test.responseTimeMs(),
          test.errorDetails());
    }
  }

  private record TestAllJson(List<TestJson> items, int total, long succeeded, long failed) {}

  @Override
  public void register(Operations.Builder operations) {
    operations
        .on("createInstance", this::create)
        .on("listInstances", this::list)
        .on("getInstance", call -> Future.succeededFuture(Answer.ok(json(mine(call)))))
        .on("updateInstance", this::update)
        .on(
            "deleteInstance",
            call ->
                service
                    .delete(call.user().userId(), call.id("instance_id"))
                    .map(gone -> Answer.empty()))
        .on(
            "testInstance",
            call ->
                service
                    .test(call.user().userId(), call.id("instance_id"), call.traceId())
                    .map(Answer::ok))
        .on("testAllInstances", this::testAll);
  }

  private Future<Answer> create(Call call) {
    Caller user = call.user();
    boolean admin = user.role() == Role.ADMIN;
    return service
        .create(user.userId(), admin, request(call), false, call.traceId())
        .map(made -> Answer.created(json(made)));
  }

  private Future<Answer> list(Call call) {
    List<Instance> all = directory.all(call.user().userId());
    List<InstanceJson> page =
        all.stream().skip(call.offset()).limit(call.limit()).map(this::json).toList();
    return Future.succeededFuture(
        Answer.ok(new Page<>(page, all.size(), call.limit(), call.offset())));
  }

  private Future<Answer> update(Call call) {
    return service
        .update(call.user().userId(), call.id("instance_id"), request(call), false)
        .map(changed -> Answer.ok(json(changed)));
  }

  private Future<Answer> testAll(Call call) {
    return service
        .testAll(call.user().userId(), call.traceId())
        .map(
            outcomes -> {
              List<TestJson> items =
                  outcomes.entrySet().stream()
                      .map(outcome -> TestJson.of(outcome.getKey(), outcome.getValue()))
                      .toList();
              long good = items.stream().filter(TestJson::success).count();
              return Answer.ok(new TestAllJson(items, items.size(), good, items.size() - good));
            });
  }

  private Instance mine(Call call) {
    return directory.mine(call.user().userId(), call.id("instance_id"));
  }

  private InstanceJson json(Instance instance) {
    return InstanceJson.of(instance, directory, snapshots);
  }

  private static InstanceRequest request(Call call) {
    return new InstanceRequest(
        Bodies.optionalText(call, "name"),
        Bodies.optionalText(call, "instance_type"),
        Bodies.optionalText(call, "url"),
        Bodies.optionalText(call, "api_key").map(Secret::of),
        Bodies.optionalText(call, "username"),
        Bodies.optionalText(call, "password").map(Secret::of),
        Bodies.optionalFlag(call, "verify_ssl"),
        integer(call, "timeout_seconds"),
        integer(call, "rate_limit_per_minute"),
        Bodies.optionalFlag(call, "enabled"),
        settings(call));
  }

  private static Optional<Integer> integer(Call call, String field) {
    JsonNode value = call.body().path(field);
    return value.isNumber() ? Optional.of(value.intValue()) : Optional.empty();
  }

  private static Optional<Map<String, Object>> settings(Call call) {
    JsonNode value = call.body().path("settings");
    return value.isObject()
        ? Optional.of(ApiJson.convert(value, new TypeReference<Map<String, Object>>() {}))
        : Optional.empty();
  }
}
