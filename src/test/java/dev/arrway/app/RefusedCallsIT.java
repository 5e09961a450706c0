package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.platform.config.Secret;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Refused calls are limited over all operations together, and so is what the audit keeps of them.
 */
class RefusedCallsIT {
  /** What is allowed in a minute, and what comes back while a test runs on a slow machine. */
  private static final int MOST_ROWS = 240;

  private static final int CALLS = 800;
  private static TestGateway gateway;

  @BeforeAll
  static void start() {
    gateway =
        TestGateway.start(
            Secret.of("0123456789abcdef0123456789abcdef"), Map.of("limits.factor", "1"));
    gateway.newUser("watcher", "viewer");
    gateway.newUser("somebody", "user");
    gateway.newUser("careless", "user");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static long rows() {
    return gateway.admin().get("/audit?limit=1").at("/total").asLong();
  }

  private static List<ContractCalls.Operation> changes() {
    return ContractCalls.all().values().stream()
        .filter(operation -> !operation.reads() && !operation.isPublic())
        .filter(operation -> !operation.id().equals("logout"))
        .toList();
  }

  /** Calls all operations that change something in turn; gives the statuses. */
  private static List<Integer> callAll(Api caller, Map<String, ?> body) {
    List<ContractCalls.Operation> changes = changes();
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < CALLS; i++) {
      ContractCalls.Operation operation = changes.get(i % changes.size());
      Map<String, Object> ids = new HashMap<>(operation.required(Map.of("instance_id", 999_999)));
      Object sent = operation.hasBody() ? body : null;
      statuses.add(
          caller
              .call(operation.method().toUpperCase(java.util.Locale.ROOT), operation.url(ids), sent)
              .status());
    }
    return statuses;
  }

  @Test
  void aViewerWhoMayNotChangeAnything() {
    long before = rows();
    List<Integer> statuses = callAll(gateway.login("watcher"), Map.of("a", 1));
    assertThat(statuses).contains(403, 429);
    assertThat(rows() - before).isLessThan(MOST_ROWS);
  }

  @Test
  void aUserWhoSendsWhatIsInvalid() {
    long before = rows();
    List<Integer> statuses = callAll(gateway.login("somebody"), Map.of("a", 1));
    assertThat(statuses).contains(422, 429);
    assertThat(rows() - before).isLessThan(MOST_ROWS);
  }

  @Test
  void aUserWhoAsksForWhatIsNotThere() {
    Api user = gateway.login("careless");
    long before = rows();
    List<Integer> statuses = new ArrayList<>();
    for (int i = 0; i < 350; i++) {
      statuses.add(user.delete("/playlists/" + (900_000 + i)).status());
    }
    assertThat(statuses).contains(404, 429);
    assertThat(rows() - before).isLessThan(MOST_ROWS);
    assertThat(user.get("/instances").status()).isEqualTo(200);
  }

  @Test
  void strangersLeaveNoRows() {
    long before = rows();
    assertThat(callAll(gateway.api(), Map.of("a", 1))).contains(401, 429);
    assertThat(rows()).isEqualTo(before);
  }
}
