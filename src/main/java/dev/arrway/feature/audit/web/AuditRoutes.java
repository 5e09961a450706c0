package dev.arrway.feature.audit.web;

import dev.arrway.feature.audit.AuditFilter;
import dev.arrway.feature.audit.AuditLog;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Pages;
import dev.arrway.gateway.Routes;
import io.vertx.core.Future;

/** Who did what, for administrators. */
public final class AuditRoutes implements Routes {
  private final AuditLog audit;

  /** With the log that it reads. */
  public AuditRoutes(AuditLog audit) {
    this.audit = audit;
  }

  @Override
  public void register(Operations.Builder operations) {
    operations.on("listAudit", this::list);
  }

  private Future<Answer> list(Call call) {
    AuditFilter filter =
        new AuditFilter(
            call.optionalLong("user_id").orElse(null),
            call.optionalLong("instance_id").orElse(null),
            call.text("action").orElse(null),
            call.instant("since").orElse(null));
    return audit.list(filter, call.limit(), call.offset()).map(slice -> Pages.of(call, slice));
  }
}
