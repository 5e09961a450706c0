package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.beacon.BeaconCommand;
import dev.arrway.platform.store.Futures;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.Command;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.Reply;
import dev.arrway.upstream.TestVendors;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** A gateway with a kind of upstream, and a vendor of it, that only the tests' catalog names. */
class NewKindIT {
  private static Vertx vertx;
  private static HttpServer lighthouse;
  private static TestGateway gateway;
  private static long instance;

  @BeforeAll
  static void start() {
    vertx = Vertx.vertx();
    lighthouse =
        Futures.await(
            vertx
                .createHttpServer()
                .requestHandler(
                    request ->
                        request
                            .response()
                            .putHeader("Content-Type", "application/json")
                            .end("{\"text\":\"long short long\"}"))
                .listen(0, "127.0.0.1"));
    gateway = TestGateway.start(Map.of(), TestVendors.catalog());
    Api.Reply made =
        gateway
            .admin()
            .post(
                "/instances",
                Map.of(
                    "name", "Point Reyes",
                    "instance_type", "lighthouse",
                    "url", "http://127.0.0.1:" + lighthouse.actualPort(),
                    "api_key", "a-key-of-32-characters-or-so-1234"));
    assertThat(made.status()).as(made.text()).isEqualTo(201);
    instance = made.id();
  }

  @AfterAll
  static void stop() {
    gateway.close();
    Futures.await(lighthouse.close());
    Futures.await(vertx.close());
  }

  private static <R extends Reply> R ask(Command<R> command) {
    return Futures.await(
        gateway
            .gateway()
            .features()
            .instanceClient()
            .ask(CallContext.user(1, "trace"), instance, command));
  }

  @Test
  void itsInstancesAreTestedAndListedWithTheirKind() {
    Api.Reply tested = gateway.admin().post("/instances/" + instance + "/test");
    assertThat(tested.text()).contains("Lighthouse");
    assertThat(gateway.admin().get("/instance-types").text()).contains("\"beacon\"");
  }

  @Test
  void theContractOffersTheTypeAndTheKind() {
    String contract = ServedContract.of(TestVendors.catalog()).yaml();
    assertThat(contract).contains("lighthouse").contains("beacon");
  }

  @Test
  void itsCommandIsAnsweredByItsClient() {
    assertThat(ask(new BeaconCommand.GetSignal(10)).text()).isEqualTo("long short");
  }

  @Test
  void commandsOfOtherKindsAreNotSupported() {
    assertThatThrownBy(() -> ask(new ArrCommand.GetStatus()))
        .isInstanceOf(FailureException.class)
        .extracting(cause -> ((FailureException) cause).failure().code())
        .isEqualTo(FailureCode.NOT_SUPPORTED);
  }
}
