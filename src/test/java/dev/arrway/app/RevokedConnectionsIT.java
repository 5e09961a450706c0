package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.arrway.app.OpenConnection.Kind;
import dev.arrway.app.OpenConnection.Shown;
import java.io.IOException;
import java.net.Socket;
import java.net.http.WebSocketHandshakeException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Long-lived connections of all transports when the access that opened them is taken away. */
class RevokedConnectionsIT {
  /** The bar: connections end within this time. */
  private static final Duration AT_MOST = Duration.ofSeconds(5);

  private static final int FACTOR = 4;
  private static final int CONNECTIONS_PER_USER = 20 * FACTOR;

  private static TestGateway gateway;
  private static Api admin;
  private static int users;

  private final List<AutoCloseable> open = Collections.synchronizedList(new ArrayList<>());

  @BeforeAll
  static void start() {
    gateway =
        TestGateway.startWithClock(
            Map.of("limits.factor", Integer.toString(FACTOR)), Clock.systemUTC());
    admin = gateway.admin();
  }

  @AfterAll
  static void stop() {
    gateway.close();
  }

  @AfterEach
  void closeAll() throws Exception {
    for (AutoCloseable each : open) {
      each.close();
    }
    await().until(() -> gateway.gateway().features().streams().connections().size() == 0);
    await().until(() -> gateway.gateway().features().streams().connections().unidentified() == 0);
  }

  /** A user, the user's login, and a personal key of the user's. */
  private record Victim(
      String name, long id, Api api, String refreshToken, long keyId, String key) {
    Shown bearer() {
      return Shown.bearer(api);
    }
  }

  private static Victim newVictim() {
    String name = "victim" + ++users;
    gateway.newUser(name, "user");
    Api.Reply login =
        gateway
            .api()
            .post("/auth/login", Map.of("username", name, "password", TestGateway.USER_PASSWORD));
    Api api = gateway.api().withToken(login.at("/access_token").asText());
    Api.Reply key =
        api.post("/auth/api-keys", Map.of("name", "key", "scopes", List.of("read", "write")));
    assertThat(key.status()).as(key.text()).isEqualTo(201);
    return new Victim(
        name,
        login.at("/user/id").asLong(),
        api,
        login.at("/refresh_token").asText(),
        key.id(),
        key.at("/key").asText());
  }

  /** The ways in which access ends. */
  private enum Revocation {
    LOGOUT {
      @Override
      void happen(Victim victim) {
        assertThat(victim.api().post("/auth/logout", Map.of()).status()).isEqualTo(204);
      }
    },
    SESSION_DELETED {
      @Override
      void happen(Victim victim) {
        long session = victim.api().get("/auth/sessions").at("/items/0/id").asLong();
        assertThat(victim.api().delete("/auth/sessions/" + session).status()).isEqualTo(204);
      }
    },
    REFRESH_TOKEN_REUSED {
      @Override
      void happen(Victim victim) {
        Map<String, String> token = Map.of("refresh_token", victim.refreshToken());
        assertThat(gateway.api().post("/auth/refresh", token).status()).isEqualTo(200);
        assertThat(gateway.api().post("/auth/refresh", token).status()).isEqualTo(401);
      }
    },
    DEACTIVATED {
      @Override
      void happen(Victim victim) {
        change(victim, Map.of("active", false));
      }
    },
    DEMOTED {
      @Override
      void happen(Victim victim) {
        change(victim, Map.of("role", "viewer"));
      }
    },
    PROMOTED {
      @Override
      void happen(Victim victim) {
        change(victim, Map.of("role", "admin"));
      }
    },
    PASSWORD_SET_BY_ADMINISTRATOR {
      @Override
      void happen(Victim victim) {
        change(victim, Map.of("password", "another-password-of-tests"));
      }
    },
    OWN_PASSWORD_CHANGED_ELSEWHERE {
      @Override
      void happen(Victim victim) {
        Api.Reply changed =
            gateway
                .login(victim.name())
                .put(
                    "/auth/password",
                    Map.of(
                        "current_password",
                        TestGateway.USER_PASSWORD,
                        "new_password",
                        "another-password-of-tests"));
        assertThat(changed.status()).as(changed.text()).isEqualTo(204);
      }
    },
    USER_DELETED {
      @Override
      void happen(Victim victim) {
        assertThat(admin.delete("/users/" + victim.id()).status()).isEqualTo(204);
      }
    },
    SESSION_REVOKED_BY_ANOTHER_PROCESS {
      @Override
      void happen(Victim victim) {
        executeElsewhere("UPDATE session SET revoked_at = now() WHERE owner_id = " + victim.id());
      }
    },
    DEACTIVATED_BY_ANOTHER_PROCESS {
      @Override
      void happen(Victim victim) {
        executeElsewhere("UPDATE app_user SET active = false WHERE id = " + victim.id());
      }
    },
    USER_DELETED_BY_ANOTHER_PROCESS {
      @Override
      void happen(Victim victim) {
        executeElsewhere("DELETE FROM app_user WHERE id = " + victim.id());
      }
    };

    abstract void happen(Victim victim);

    private static void change(Victim victim, Map<String, ?> change) {
      Api.Reply changed = admin.call("PATCH", "/users/" + victim.id(), change);
      assertThat(changed.status()).as(changed.text()).isEqualTo(200);
    }
  }

  /** Changes rows as another process would, which tells this gateway nothing. */
  private static void executeElsewhere(String sql) {
    gateway.database().execute("SELECT set_config('arrway.scope', 'system', false); " + sql);
  }

  @CanIgnoreReturnValue
  private OpenConnection open(Kind kind, Shown shown) {
    OpenConnection opened = kind.open(gateway, shown);
    open.add(opened);
    return opened;
  }

  /** Returns how an attempt to open was refused; a bridge may close before its word is read. */
  private static String refusal(ThrowingCallable open) {
    Throwable thrown = catchThrowable(open);
    assertThat(thrown).isNotNull();
    return thrown.getCause() instanceof WebSocketHandshakeException handshake
        ? Integer.toString(handshake.getResponse().statusCode())
        : String.valueOf(thrown.getMessage());
  }

  private static void awaitEnd(List<OpenConnection> connections) {
    await().atMost(AT_MOST).untilAsserted(() -> assertThat(connections).allMatch(it -> it.ended));
  }

  @ParameterizedTest
  @EnumSource
  void everyConnectionEndsWhenAccessIsTakenAway(Revocation revocation) {
    Victim victim = newVictim();
    Victim other = newVictim();
    List<OpenConnection> victims = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      victims.add(open(kind, victim.bearer()));
      if (kind.takesTickets()) {
        victims.add(open(kind, Shown.ticket(victim.api())));
      }
    }
    Shown reusable = Shown.reusableTicket(victim.api());
    victims.add(open(Kind.SSE, reusable));
    victims.add(open(Kind.SSE, reusable));
    OpenConnection bystander = open(Kind.WEB_SOCKET, other.bearer());
    revocation.happen(victim);
    awaitEnd(victims);
    assertThat(victims)
        .allSatisfy(it -> assertThat(it.lastHint().path("retry_ms").asInt()).isPositive());
    bystander.ping();
    assertThat(bystander.ended).isFalse();
    assertThatThrownBy(() -> Kind.SSE.open(gateway, reusable)).hasMessageContaining("status 40");
  }

  @ParameterizedTest
  @EnumSource
  void aReusableTicketOpensEventStreamsAlone(Kind kind) {
    Victim victim = newVictim();
    Shown reusable = Shown.reusableTicket(victim.api());
    if (kind.takesTickets() && kind != Kind.SSE) {
      assertThatThrownBy(() -> kind.open(gateway, reusable)).isNotNull();
    }
    open(Kind.SSE, reusable);
    open(Kind.SSE, reusable);
    String query = "?ticket=" + reusable.ticket();
    assertThat(gateway.api().get("/ws" + query).status()).isEqualTo(403);
    assertThat(gateway.api().get("/instances" + query).status()).isEqualTo(401);
    assertThat(gateway.dump()).doesNotContain(reusable.ticket());
  }

  @ParameterizedTest
  @EnumSource
  void everyConnectionOfAKeyEndsWhenTheKeyIsDeleted(Deletion deletion) {
    Victim victim = newVictim();
    List<OpenConnection> ofKey = new ArrayList<>();
    for (Kind kind : Kind.values()) {
      ofKey.add(open(kind, Shown.key(victim.key())));
    }
    Shown reusable = Shown.reusableTicket(gateway.api().withKey(victim.key()));
    ofKey.add(open(Kind.SSE, reusable));
    deletion.happen(victim);
    awaitEnd(ofKey);
    assertThatThrownBy(() -> Kind.SSE.open(gateway, Shown.key(victim.key())))
        .hasMessageContaining("401");
    assertThatThrownBy(() -> Kind.SSE.open(gateway, reusable)).hasMessageContaining("401");
  }

  /** The ways in which a key goes. */
  private enum Deletion {
    BY_ITS_OWNER {
      @Override
      void happen(Victim victim) {
        Api.Reply deleted = victim.api().delete("/auth/api-keys/" + victim.keyId());
        assertThat(deleted.status()).isEqualTo(204);
      }
    },
    BY_ANOTHER_PROCESS {
      @Override
      void happen(Victim victim) {
        executeElsewhere("DELETE FROM api_key WHERE id = " + victim.keyId());
      }
    };

    abstract void happen(Victim victim);
  }

  @Test
  void aTicketThatWasRequestedBeforeADemotionOpensNothing() {
    Victim victim = newVictim();
    for (Kind kind : List.of(Kind.SSE, Kind.WEB_SOCKET_IDLE, Kind.SOCKJS_IDLE)) {
      Shown before = Shown.ticket(victim.api());
      executeElsewhere(
          "UPDATE app_user SET token_version = token_version + 1 WHERE id = " + victim.id());
      assertThat(refusal(() -> kind.open(gateway, before)))
          .as(kind.name())
          .containsAnyOf("401", "not_logged_in", "closed");
      executeElsewhere(
          "UPDATE app_user SET token_version = token_version - 1 WHERE id = " + victim.id());
    }
  }

  @Test
  void aConnectionThatOpensWhileAccessEndsEndsToo() {
    for (int round = 0; round < 3; round++) {
      Victim victim = newVictim();
      List<CompletableFuture<OpenConnection>> opening = new ArrayList<>();
      for (Kind kind : Kind.values()) {
        opening.add(CompletableFuture.supplyAsync(() -> open(kind, victim.bearer())));
      }
      Revocation.DEACTIVATED.happen(victim);
      for (CompletableFuture<OpenConnection> each : opening) {
        try {
          OpenConnection opened = each.join();
          await().atMost(AT_MOST).until(() -> opened.ended);
        } catch (CompletionException refused) {
          continue; // access had ended before
        }
      }
      await()
          .atMost(AT_MOST)
          .until(() -> gateway.gateway().features().streams().connections().size() == 0);
    }
  }

  @Test
  void idleSocketsCountAgainstTheLimitOfEveryTransport() {
    Victim victim = newVictim();
    for (int i = 0; i < CONNECTIONS_PER_USER; i++) {
      open(Kind.WEB_SOCKET_IDLE, victim.bearer());
    }
    assertThat(gateway.gateway().features().streams().connections().size())
        .isEqualTo(CONNECTIONS_PER_USER);
    for (Kind kind : Kind.values()) {
      assertThat(refusal(() -> open(kind, victim.bearer())))
          .as(kind.name())
          .containsAnyOf("429", "limit_exceeded", "closed");
    }
    assertThatThrownBy(() -> Kind.SSE.open(gateway, victim.bearer())).hasMessageContaining("429");
    OpenConnection.Socket first = (OpenConnection.Socket) open.get(0);
    first.close();
    await()
        .until(
            () ->
                gateway.gateway().features().streams().connections().size() < CONNECTIONS_PER_USER);
    open(Kind.SSE, victim.bearer());
  }

  @Test
  void connectionsWithoutCredentialsAreLimitedPerAddress() throws IOException {
    int port = gateway.gateway().tcpBridgePort().orElseThrow();
    int most = 20 * FACTOR;
    for (int i = 0; i < most; i++) {
      open.add(new Socket("127.0.0.1", port));
    }
    await()
        .until(() -> gateway.gateway().features().streams().connections().unidentified() == most);
    try (BusClient tcp = BusDoor.TCP.open(gateway, Map.of());
        BusClient sockJs = BusDoor.SOCKJS.open(gateway, Map.of())) {
      tcp.awaitRefusal("limit_exceeded");
      tcp.awaitEnd();
      sockJs.awaitRefusal("limit_exceeded");
      sockJs.awaitEnd();
    }
    OpenConnection known = open(Kind.WEB_SOCKET_IDLE, Shown.bearer(admin));
    known.ping();
    for (AutoCloseable each : List.copyOf(open)) {
      if (each instanceof Socket socket) {
        socket.close();
      }
    }
    await().until(() -> gateway.gateway().features().streams().connections().unidentified() == 0);
    open(Kind.TCP, Shown.bearer(admin)).ping();
  }
}
