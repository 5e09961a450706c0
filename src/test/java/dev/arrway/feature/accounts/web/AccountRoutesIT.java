package dev.arrway.feature.accounts.web;

import static dev.arrway.feature.accounts.IdentityHarness.CODE;
import static dev.arrway.feature.accounts.IdentityHarness.PASSWORD;
import static dev.arrway.feature.accounts.IdentityHarness.await;
import static dev.arrway.feature.accounts.IdentityHarness.failure;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.arrway.app.ServedContract;
import dev.arrway.app.UpstreamCatalog;
import dev.arrway.feature.accounts.Identity;
import dev.arrway.feature.accounts.IdentityHarness;
import dev.arrway.feature.audit.AuditFilter;
import dev.arrway.feature.audit.web.AuditRoutes;
import dev.arrway.feature.audit.web.AuditTrail;
import dev.arrway.gateway.Answer;
import dev.arrway.gateway.ApiJson;
import dev.arrway.gateway.Call;
import dev.arrway.gateway.Operations;
import dev.arrway.gateway.Routes;
import dev.arrway.platform.config.Secret;
import dev.arrway.protocol.Caller;
import dev.arrway.protocol.FailureCode;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** The operations of accounts as the contract writes their answers. */
class AccountRoutesIT {
  private static final JsonObject SCHEMAS =
      ServedContract.of(UpstreamCatalog.standard())
          .json()
          .getJsonObject("components")
          .getJsonObject("schemas");

  private final IdentityHarness harness = IdentityHarness.cheap();
  private final Operations operations = operations();
  private Caller ada;
  private JsonNode login;

  private Operations operations() {
    var identity = harness.identity();
    var builder = new Operations.Builder();
    for (Routes routes :
        new Routes[] {
          new SetupRoutes(identity.setup()),
          new AuthRoutes(identity),
          new KeyRoutes(identity.apiKeys()),
          new SessionRoutes(identity.sessions()),
          new UserRoutes(identity.users()),
          new AuditRoutes(harness.audit())
        }) {
      routes.register(builder);
    }
    return builder.build();
  }

  @BeforeEach
  void setUpAndLogIn() {
    assertThat(call("getSetup", null, Map.of(), Map.of()).path("required").asBoolean()).isTrue();
    JsonNode user =
        call(
            "completeSetup",
            null,
            Map.of(),
            Map.of("username", "ada", "password", PASSWORD.reveal(), "setup_code", CODE.reveal()));
    assertFields(user, "User");
    login = call("login", null, Map.of(), Map.of("username", "ada", "password", PASSWORD.reveal()));
    Secret token = Secret.of(login.path("access_token").asText());
    ada = await(harness.identity().authenticator().bearer(token, "192.0.2.1"));
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private JsonNode call(
      String operation, Caller caller, Map<String, Object> parameters, Map<String, ?> body) {
    Answer answer =
        await(
            operations
                .operation(operation)
                .orElseThrow()
                .run(new Call(operation, caller, "192.0.2.1", "t", parameters, json(body))));
    try {
      return answer.value() == null
          ? ApiJson.mapper().nullNode()
          : ApiJson.mapper().readTree(ApiJson.write(answer.value()).getBytes());
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  private static ObjectNode json(Map<String, ?> body) {
    return ApiJson.mapper().valueToTree(body);
  }

  private static void assertFields(JsonNode shown, String schema) {
    Set<String> names = new TreeSet<>();
    shown.fieldNames().forEachRemaining(names::add);
    assertThat(names)
        .isEqualTo(
            new TreeSet<>(SCHEMAS.getJsonObject(schema).getJsonObject("properties").fieldNames()));
  }

  @Test
  void aLoginAnswersTokensThatRefresh() {
    assertFields(login, "TokenResponse");
    assertThat(login.path("token_type").asText()).isEqualTo("Bearer");
    assertThat(login.path("expires_in").asInt()).isEqualTo(900);
    assertThat(login.path("user").path("role").asText()).isEqualTo("admin");
    assertThat(login.path("user").path("created_at").asText()).matches("\\d{4}-.*Z");
    String refresh = login.path("refresh_token").asText();
    JsonNode next = call("refresh", null, Map.of(), Map.of("refresh_token", refresh));
    assertFields(next, "TokenResponse");
    assertThat(call("getMe", ada, Map.of(), Map.of()).path("username").asText()).isEqualTo("ada");
    assertThat(call("logout", ada, Map.of(), Map.of()).isNull()).isTrue();
  }

  @Test
  void keysAreShownOnceAndListedWithout() {
    JsonNode made = call("createApiKey", ada, Map.of(), Map.of("name", "Dashboard"));
    assertFields(made, "ApiKeyCreated");
    assertThat(made.path("scopes").toString()).isEqualTo("[\"read\",\"write\"]");
    JsonNode listed = call("listApiKeys", ada, Map.of(), Map.of());
    assertFields(listed, "ApiKeyPage");
    assertFields(listed.path("items").path(0), "ApiKey");
    assertThat(listed.toString()).doesNotContain(made.path("key").asText());
    Map<String, Object> id = Map.of("key_id", made.path("id").asLong());
    assertThat(call("deleteApiKey", ada, id, Map.of()).isNull()).isTrue();
  }

  @Test
  void sessionsTellWhichIsTheCallers() {
    JsonNode listed = call("listSessions", ada, Map.of(), Map.of());
    assertFields(listed.path("items").path(0), "Session");
    assertThat(listed.path("items").path(0).path("current").asBoolean()).isTrue();
    assertThat(call("deleteSession", ada, Map.of("session_id", ada.sessionId()), Map.of()).isNull())
        .isTrue();
  }

  @Test
  void usersAreMadeChangedAndDeleted() {
    Map<String, Object> grace = Map.of("username", "grace", "password", PASSWORD.reveal());
    JsonNode made = call("createUser", ada, Map.of(), grace);
    assertFields(made, "User");
    assertThat(made.path("role").asText()).isEqualTo("user");
    assertThat(made.path("active").asBoolean()).isTrue();
    Map<String, Object> id = Map.of("user_id", made.path("id").asLong());
    JsonNode changed = call("updateUser", ada, id, Map.of("active", false));
    assertThat(changed.path("active").asBoolean()).isFalse();
    assertThat(call("getUser", ada, id, Map.of())).isEqualTo(changed);
    assertThat(call("listUsers", ada, Map.of("limit", 1L), Map.of()).path("total").asInt())
        .isEqualTo(2);
    Map<String, Object> again = Map.of("username", "GRACE", "password", PASSWORD.reveal());
    assertThat(
            failure(
                    operations
                        .operation("createUser")
                        .orElseThrow()
                        .run(new Call("createUser", ada, "x", "t", Map.of(), json(again))))
                .code())
        .isEqualTo(FailureCode.CONFLICT);
    assertThat(call("deleteUser", ada, id, Map.of()).isNull()).isTrue();
  }

  @Test
  void theAuditIsListedByItsFilters() {
    JsonNode page =
        call(
            "listAudit", ada, Map.of("action", "login", "since", "2020-01-01T00:00:00Z"), Map.of());
    assertThat(page.path("total").asInt()).isEqualTo(1);
    assertFields(page.path("items").path(0), "AuditEntry");
  }

  @Test
  void changesOfKnownCallersAreAuditedButNeitherReadsNorFloods() {
    AuditTrail trail = new AuditTrail(harness.audit(), Identity.SELF_AUDITED);
    Call call =
        new Call(
            "updateUser", ada, "192.0.2.1", "t", Map.of("user_id", 7L), json(Map.of("role", "x")));
    trail.ended(call, false, 200, "ok", Duration.ZERO);
    trail.ended(call, true, 429, "limit_exceeded", Duration.ZERO);
    trail.ended(call, true, 409, "conflict", Duration.ZERO);
    var filter = new AuditFilter(null, null, "updateUser", null);
    Awaitility.await()
        .atMost(Duration.ofSeconds(10))
        .until(() -> await(harness.audit().list(filter, 9, 0)).total() > 0);
    var entries = await(harness.audit().list(filter, 9, 0)).items();
    assertThat(entries).hasSize(1);
    assertThat(entries.get(0).target()).isEqualTo("user:7");
    assertThat(entries.get(0).outcome()).isEqualTo("conflict");
    assertThat(entries.get(0).userId()).isEqualTo(ada.userId());
  }
}
