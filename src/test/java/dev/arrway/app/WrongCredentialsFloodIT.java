package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Futures;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Floods of wrong credentials from one address cost little and hurt nobody elsewhere. */
class WrongCredentialsFloodIT {
  /** Wrong credentials of an address in a minute, with some that were under way at the limit. */
  private static final int CHECKED = 60 + 40;

  private static final String MASTER = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  private static TestGateway gateway;

  @BeforeAll
  static void start() {
    gateway =
        TestGateway.start(
            Secret.of("0123456789abcdef0123456789abcdef"),
            Map.of(
                "keys.master", MASTER,
                "limits.factor", "1",
                "security.trusted_proxies", "127.0.0.1",
                "security.api_keys_per_user", "5",
                "security.sessions_per_user", "20"));
    gateway.newUser("grace", "user");
    gateway.newUser("alan", "user");
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  private static ForwardedClient from(String address) {
    return ForwardedClient.of(gateway, address);
  }

  private static Map<String, String> bearer(String token) {
    return Map.of("Authorization", "Bearer " + token);
  }

  private static Map<String, String> key(String key) {
    return Map.of("X-Api-Key", key);
  }

  private static String wrongKey(int i) {
    return "arw_abcdef_" + "%040d".formatted(i);
  }

  /** Sends so many requests, 40 at a time; returns their statuses. */
  private static List<Integer> flood(
      int requests, IntFunction<CompletableFuture<ForwardedClient.Reply>> request) {
    List<Integer> statuses = new ArrayList<>();
    for (int begin = 0; begin < requests; begin += 40) {
      List<CompletableFuture<ForwardedClient.Reply>> some =
          IntStream.range(begin, Math.min(begin + 40, requests)).mapToObj(request).toList();
      some.forEach(each -> statuses.add(each.join().status()));
    }
    return statuses;
  }

  private static void assertThrottled(List<Integer> statuses, int wrong) {
    assertThat(statuses).containsOnly(wrong, 429);
    assertThat(statuses.stream().filter(status -> status == wrong)).hasSizeLessThan(CHECKED);
    assertThat(statuses.stream().filter(status -> status == wrong)).hasSizeGreaterThan(30);
  }

  @Test
  void wrongKeysAreThrottledByAddressAndRightOnesPass() {
    String address = "198.51.100.10";
    Api grace = gateway.login("grace");
    String known = newKey(grace, "known");
    String fresh = newKey(grace, "fresh");
    assertThat(from(address).get("/auth/me", key(known)).join().status()).isEqualTo(200);

    assertThrottled(flood(400, i -> from(address).get("/auth/me", key(wrongKey(i)))), 401);

    assertThat(from(address).get("/auth/me", key(known)).join().status())
        .as("a key that was right from an address that is over its limit")
        .isEqualTo(200);
    assertThat(from(address).get("/auth/me", bearer(grace.token())).join().status()).isEqualTo(200);
    assertThat(from("198.51.100.11").get("/auth/me", key(fresh)).join().status())
        .as("a key that nobody has used yet, from elsewhere")
        .isEqualTo(200);
    assertThat(from(address).get("/auth/me", key(fresh)).join().status())
        .as("a key that has been right elsewhere")
        .isEqualTo(200);
  }

  private static String newKey(Api user, String name) {
    return user.post("/auth/api-keys", Map.of("name", name)).at("/key").asText();
  }

  @Test
  void theSameWrongKeyUsesUpOneAttempt() {
    String fresh = newKey(gateway.login("grace"), "unused");
    assertThat(
            flood(
                200,
                i -> from("2001:db8:5:5::" + (i + 1)).get("/auth/me", key(wrongKey(7_000_000)))))
        .containsOnly(401);
    assertThat(from("2001:db8:5:5::1").get("/auth/me", key(fresh)).join().status())
        .as("a key that nobody has used yet, from the same network")
        .isEqualTo(200);
  }

  @Test
  void wrongTokensOfEveryKindAreThrottled() {
    assertThrottled(
        flood(200, i -> from("198.51.100.20").get("/auth/me", bearer("eyJ.wrong." + i))), 401);
    assertThrottled(
        flood(
            200,
            i ->
                from("198.51.100.21").get("/events?ticket=arwt_" + "%040d".formatted(i), Map.of())),
        401);
    assertThrottled(
        flood(
            200,
            i ->
                from("198.51.100.22")
                    .post("/auth/refresh", Map.of("refresh_token", "rt_" + "%043d".formatted(i)))),
        401);
    assertThrottled(
        flood(
            200,
            // Of these, none is remembered as wrong.
            i -> from("198.51.100.23").get("/calendar.ics?key=" + wrongKey(1_000 + i), Map.of())),
        401);
    assertThrottled(
        flood(200, i -> from("198.51.100.24").post("/webhooks/1/wrong" + i, Map.of("a", 1))), 404);
  }

  @Test
  void aUserHasOnlySoManyKeysEvenWhenAskedAtOnce() {
    Api alan = gateway.login("alan");
    List<Integer> statuses =
        flood(
            30,
            i ->
                from("198.51.100.30")
                    .post("/auth/api-keys", Map.of("name", "key" + i), bearer(alan.token())));
    assertThat(statuses).filteredOn(status -> status == 201).hasSize(5);
    assertThat(statuses).containsOnly(201, 429);
    assertThat(alan.post("/auth/api-keys", Map.of("name", "one-more")).text())
        .contains("security.api_keys_per_user");
    long first = alan.get("/auth/api-keys").at("/items/0/id").asLong();
    assertThat(alan.delete("/auth/api-keys/" + first).status()).isEqualTo(204);
    assertThat(alan.post("/auth/api-keys", Map.of("name", "one-more")).status()).isEqualTo(201);
  }

  @Test
  void aUserHasOnlySoManySessions() {
    gateway.newUser("edsger", "user");
    List<Api> logins = new ArrayList<>();
    for (int i = 0; i < 24; i++) {
      logins.add(gateway.login("edsger"));
    }
    assertThat(logins.get(23).get("/auth/sessions").at("/total").asInt()).isEqualTo(20);
    assertThat(logins.get(23).get("/auth/me").status()).isEqualTo(200);
    assertThat(logins.get(0).get("/auth/me").status()).isEqualTo(401);
  }

  @Test
  void aFloodOfLoginsDoesNotFailThoseOfOthers() {
    List<CompletableFuture<ForwardedClient.Reply>> flood = new ArrayList<>();
    for (int i = 0; i < 500; i++) {
      flood.add(from("192.0.2." + i % 5).loginLater("stranger" + i, "wrong-password-" + i));
    }
    for (int i = 0; i < 5; i++) {
      assertThat(from("203.0.113.50").login("grace", TestGateway.USER_PASSWORD).status())
          .isEqualTo(200);
    }
    flood.forEach(each -> assertThat(each.join().status()).isIn(401, 429));
  }

  @Test
  void keysChangeWhileCallsRun() throws Exception {
    String master = gateway.admin().token();
    List<String> tokens = new ArrayList<>(List.of(master, gateway.login("grace").token()));
    List<CompletableFuture<ForwardedClient.Reply>> calls = new ArrayList<>();
    var identity = gateway.gateway().features().identity();
    try (OtherNode other = OtherNode.open(gateway.database(), Map.of("keys.master", MASTER))) {
      for (int round = 0; round < 6; round++) {
        var rotated =
            round % 2 == 0 ? identity.signingKeys().rotate() : other.signingKeys().rotate();
        for (int i = 0; i < 25; i++) {
          calls.add(from("203.0.113.60").get("/auth/me", bearer(tokens.get(i % tokens.size()))));
        }
        Futures.await(rotated);
        tokens.add(other.login("grace", TestGateway.USER_PASSWORD, "203.0.113.61"));
        for (int i = 0; i < 25; i++) {
          int newest = tokens.size() - 1 - i % 2;
          calls.add(from("203.0.113.60").get("/auth/me", bearer(tokens.get(newest))));
        }
        CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new))
            .get(Duration.ofSeconds(60).toSeconds(), java.util.concurrent.TimeUnit.SECONDS);
      }
    }
    assertThat(calls).hasSize(300).allMatch(call -> call.join().status() == 200);
  }
}
