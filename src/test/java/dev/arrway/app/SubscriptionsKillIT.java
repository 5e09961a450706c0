package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.arrway.feature.subscriptions.Receiver;
import dev.arrway.feature.subscriptions.Receiver.Got;
import io.vertx.core.Vertx;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that is killed in the middle of a delivery goes on with it when it is back. */
class SubscriptionsKillIT {
  @TempDir private Path data;

  @Test
  void nothingIsLostAndTheOrderHolds() throws Exception {
    Vertx vertx = Vertx.vertx();
    try (GatewayProcess process = new GatewayProcess(data);
        Receiver receiver = Receiver.start(vertx)) {
      Api admin =
          new Api(process.start()).setUp("admin", TestGateway.ADMIN_PASSWORD, GatewayProcess.CODE);
      receiver.answers((request, got) -> {});
      Api.Reply made =
          admin.post(
              "/subscriptions",
              Map.of("name", "Hook", "url", receiver.url(), "types", List.of("playlist.*")));
      assertThat(made.status()).as(made.text()).isEqualTo(201);
      for (int i = 0; i < 3; i++) {
        admin.upload(
            "/playlists",
            "List " + i,
            "#EXTM3U\n#EXTINF:-1,A Film (2001)\nhttp://x/movie/u/p/1.mkv\n".getBytes());
      }
      await().atMost(Duration.ofSeconds(20)).until(() -> receiver.got().size() == 1);
      await().atMost(Duration.ofSeconds(20)).until(() -> events(admin).size() >= 3);
      process.kill();

      receiver.answers(Receiver.status(204));
      String key = receiver.got().get(0).key();
      receiver.forget();
      Api again = new Api(process.start()).login("admin", TestGateway.ADMIN_PASSWORD);
      List<String> happened = events(again);
      await().atMost(Duration.ofSeconds(60)).until(() -> receiver.got().size() >= happened.size());
      assertThat(receiver.got().get(0).key()).isEqualTo(key);
      assertThat(receiver.got())
          .extracting(Got::key)
          .containsExactlyElementsOf(
              happened.stream().map(cursor -> made.id() + "-" + cursor).toList());
    } finally {
      vertx.close().toCompletionStage().toCompletableFuture().get();
    }
  }

  private static List<String> events(Api api) {
    List<String> cursors =
        new java.util.ArrayList<>(
            api.get("/events/history?types=playlist.*&limit=100")
                .json()
                .path("items")
                .findValuesAsText("cursor"));
    java.util.Collections.reverse(cursors);
    return cursors;
  }
}
