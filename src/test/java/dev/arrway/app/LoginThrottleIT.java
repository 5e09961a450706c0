package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Futures;
import dev.arrway.platform.store.Rows;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Wrong passwords lock out those who guess, and nobody whom the account knows. */
class LoginThrottleIT {
  private static final String WRONG = "wrong-password-of-a-guesser";
  private static final String HOME = "203.0.113.5";

  private static TestGateway gateway;

  @BeforeAll
  static void start() {
    gateway =
        TestGateway.start(
            Secret.of("0123456789abcdef0123456789abcdef"),
            Map.of("limits.factor", "1", "security.trusted_proxies", "127.0.0.1"));
    for (String name : List.of("grace", "edsger", "barbara", "alan")) {
      gateway.newUser(name, "user");
    }
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static ForwardedClient from(String address) {
    return ForwardedClient.of(gateway, address);
  }

  /** Guesses at once from so many addresses; returns how many were checked. */
  private static long guess(String username, int attempts, int addresses, String pattern) {
    long before = gateway.gateway().features().identity().passwordsChecked();
    List<CompletableFuture<ForwardedClient.Reply>> all = new ArrayList<>();
    for (int i = 0; i < attempts; i++) {
      all.add(from(pattern.formatted(i % addresses + 1)).loginLater(username, WRONG));
      if (i % 40 == 39) {
        all.forEach(CompletableFuture::join);
      }
    }
    all.forEach(CompletableFuture::join);
    return gateway.gateway().features().identity().passwordsChecked() - before;
  }

  private static JsonNode loginAlert(String username, String state) {
    for (JsonNode alert :
        gateway.admin().get("/alerts?type=login_hold&state=" + state).at("/items")) {
      if (alert.path("subject").asText().equals(username)) {
        return alert;
      }
    }
    return null;
  }

  /** Logins do not wait for the alert. */
  private static JsonNode awaitOpenAlert(String username) {
    return await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> loginAlert(username, "open"), Objects::nonNull);
  }

  @Test
  void theOwnerOfAnAttackedAccountStillLogsInFromAKnownAddress() {
    assertThat(from(HOME).login("grace", TestGateway.USER_PASSWORD).status()).isEqualTo(200);
    assertThat(guess("grace", 300, 100, "198.51.100.%d")).isLessThanOrEqualTo(10);
    assertThat(from("198.51.100.240").login("grace", TestGateway.USER_PASSWORD).status())
        .as("from an unknown address the account is on hold")
        .isEqualTo(429);
    for (int i = 0; i < 20; i++) {
      assertThat(from(HOME).login("grace", TestGateway.USER_PASSWORD).status()).isEqualTo(200);
    }
    assertThat(guess("GRACE", 20, 20, "198.51.100.%d")).as("the hold stays").isZero();
    JsonNode alert = awaitOpenAlert("grace");
    assertThat(alert.path("instance_id").isNull()).isTrue();
    assertThat(alert.path("message").asText()).contains("grace", "on hold until");
    assertThat(gateway.admin().get("/audit?action=login").at("/items").toString())
        .contains("locked_for_a_while");
    assertThat(gateway.login("alan").get("/alerts").at("/total").asInt())
        .as("others see no alert of it")
        .isZero();
  }

  @Test
  void networksOfIpv6AreOneAddress() {
    assertThat(from("2001:db8:1:1::7").login("edsger", TestGateway.USER_PASSWORD).status())
        .isEqualTo(200);
    assertThat(guess("edsger", 200, 200, "2001:db8:9:9::%x")).isLessThanOrEqualTo(10);
    assertThat(guess("nobody-there", 30, 30, "2001:db8:9:9::%x"))
        .as("the network's attempts are used up for all accounts")
        .isZero();
    assertThat(from("2001:db8:1:1::8").login("edsger", TestGateway.USER_PASSWORD).status())
        .as("another address of the known network")
        .isEqualTo(200);
  }

  @Test
  void guessingFromAKnownAddressHoldsThatAddressAlone() {
    String office = "203.0.113.77";
    String home = "203.0.113.78";
    for (String known : List.of(office, home)) {
      assertThat(from(known).login("barbara", TestGateway.USER_PASSWORD).status()).isEqualTo(200);
    }
    long before = gateway.gateway().features().identity().passwordsChecked();
    for (int i = 0; i < 40; i++) {
      assertThat(from(office).login("barbara", WRONG).status()).isIn(401, 429);
    }
    assertThat(gateway.gateway().features().identity().passwordsChecked() - before)
        .isLessThanOrEqualTo(10);
    assertThat(from(office).login("barbara", TestGateway.USER_PASSWORD).status()).isEqualTo(429);
    assertThat(from(home).login("barbara", TestGateway.USER_PASSWORD).status()).isEqualTo(200);
    assertThat(awaitOpenAlert("barbara")).isNotNull();
  }

  @Test
  void theAlertClosesWhenTheHoldIsOver() {
    assertThat(guess("alan", 30, 30, "192.0.2.%d")).isLessThanOrEqualTo(10);
    assertThat(awaitOpenAlert("alan")).isNotNull();
    var features = gateway.gateway().features();
    Futures.await(features.monitoring().maintain());
    assertThat(loginAlert("alan", "open")).as("not yet").isNotNull();
    sql("UPDATE alert SET ends_at = now() WHERE subject = 'alan'");
    Futures.await(features.monitoring().maintain());
    assertThat(loginAlert("alan", "open")).isNull();
    assertThat(loginAlert("alan", "closed")).isNotNull();
    assertThat(gateway.admin().get("/events/history?types=alert.closed").text()).contains("alan");
  }

  @Test
  void addressesOfAnAccountAreBounded() {
    for (int i = 1; i <= 25; i++) {
      assertThat(from("100.64.0." + i).login("admin", TestGateway.ADMIN_PASSWORD).status())
          .isEqualTo(200);
    }
    assertThat(
            count(
                "SELECT count(*) FROM login_address a JOIN app_user u ON u.id = a.owner_id"
                    + " WHERE u.username = 'admin'"))
        .isEqualTo(20);
  }

  private static void sql(String statement) {
    Futures.await(
        gateway.database().database().asSystem(c -> c.query(statement).execute().mapEmpty()));
  }

  private static long count(String query) {
    return Futures.await(
        gateway
            .database()
            .database()
            .asSystem(c -> c.query(query).execute().map(Rows.one(row -> row.getLong(0)))));
  }
}
