package dev.arrway.feature.instances.web;

import dev.arrway.gateway.Answer;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Page;
import dev.arrway.gateway.Routes;
import dev.arrway.upstream.SettingField;
import dev.arrway.upstream.Upstream;
import io.vertx.core.Future;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What can be added. */
public final class InstanceTypeRoutes implements Routes {
  private final List<TypeJson> types;

  /** Of these vendors. */
  public InstanceTypeRoutes(Collection<Upstream> upstreams) {
    this.types = upstreams.stream().map(TypeJson::of).toList();
  }

  private record TypeJson(
      String instanceType,
      String title,
      String kind,
      String credential,
      @Nullable String defaultUrl,
      int defaultRateLimitPerMinute,
      Map<String, Object> settingsSchema) {
    static TypeJson of(Upstream upstream) {
      Map<String, Object> properties = new LinkedHashMap<>();
      for (SettingField field : upstream.allSettingFields()) {
        properties.put(field.name(), field.schema());
      }
      return new TypeJson(
          upstream.type(),
          upstream.title(),
          upstream.mainKind().wireName(),
          upstream.credentials().wireName(),
          upstream.defaultUrl(),
          upstream.defaultRatePerMinute(),
          Map.of("type", "object", "properties", properties, "additionalProperties", false));
    }
  }

  @Override
  public void register(Operations.Builder operations) {
    operations.on("listInstanceTypes", call -> Future.succeededFuture(list(call)));
  }

  private Answer list(Call call) {
    List<TypeJson> page = types.stream().skip(call.offset()).limit(call.limit()).toList();
    return Answer.ok(new Page<>(page, types.size(), call.limit(), call.offset()));
  }
}
