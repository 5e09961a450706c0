package dev.arrway.feature.accounts.web;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.feature.accounts.ApiKey;
import dev.arrway.feature.accounts.ApiKeys;
import dev.arrway.feature.accounts.NewApiKey;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.Bodies;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Pages;
import dev.arrway.gateway.Routes;
import dev.arrway.protocol.Scope;
import io.vertx.core.Future;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;

/** Personal keys. */
public final class KeyRoutes implements Routes {
  private final ApiKeys keys;

  /** With the service behind it. */
  public KeyRoutes(ApiKeys keys) {
    this.keys = keys;
  }

  /** The one answer that holds a key. */
  private record ApiKeyCreated(@JsonUnwrapped ApiKey shown, String key) {
    @Override
    public String toString() {
      return "ApiKeyCreated[" + shown + "]";
    }
  }

  @Override
  public void register(Operations.Builder operations) {
    operations
        .on(
            "listApiKeys",
            call ->
                keys.list(call.user(), call.limit(), call.offset())
                    .map(slice -> Pages.of(call, slice)))
        .on("createApiKey", this::create)
        .on(
            "deleteApiKey",
            call -> keys.delete(call.user(), call.id("key_id")).map(done -> Answer.empty()));
  }

  private Future<Answer> create(Call call) {
    Instant expires =
        Bodies.optionalText(call, "expires_at")
            .map(text -> OffsetDateTime.parse(text).toInstant())
            .orElse(null);
    return keys.create(call.user(), new NewApiKey(Bodies.text(call, "name"), scopes(call), expires))
        .map(made -> new ApiKeyCreated(made.shown(), made.key().reveal()))
        .map(Answer::created);
  }

  private static List<Scope> scopes(Call call) {
    List<Scope> scopes = new ArrayList<>();
    for (JsonNode scope : call.body().path("scopes")) {
      scopes.add(Scope.of(scope.asText()));
    }
    return scopes;
  }
}
