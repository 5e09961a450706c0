package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.platform.config.ArrwayConfig;
import dev.arrway.platform.config.Secret;
import dev.arrway.platform.store.Futures;
import dev.arrway.platform.store.Store;
import dev.arrway.platform.store.TestDatabase;
import io.vertx.core.Vertx;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** New keys encrypt everything that old ones did, and nothing becomes unreadable. */
class KeyRotationIT {
  private static final String MASTER = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";

  @Test
  void whatWasEncryptedIsEncryptedAgainAndStaysReadable() throws Exception {
    try (TestGateway gateway =
        TestGateway.start(
            Secret.of("0123456789abcdef0123456789abcdef"), Map.of("keys.master", MASTER))) {
      Api admin = gateway.admin();
      long radarr = gateway.addRadarr(admin, "Rotated");
      long list =
          admin
              .upload(
                  "/playlists",
                  "Rotated",
                  "#EXTM3U\n#EXTINF:-1,A Film (2001)\nhttp://x/movie/u1/p1/1.mkv\n".getBytes())
              .id();
      gateway.awaitReady(admin, list);
      int again = rotate(gateway.database());
      assertThat(again).as("an instance's key and a playlist's credentials").isEqualTo(2);
      assertThat(rotate(gateway.database())).isEqualTo(2);
      Futures.await(gateway.gateway().features().reloadKeys());
      assertThat(admin.put("/instances/" + radarr, Map.of("timeout_seconds", 61)).status())
          .isEqualTo(200);
      assertThat(admin.post("/instances/" + radarr + "/test").at("/success").asBoolean()).isTrue();
      assertThat(admin.get("/playlists/" + list + "/entries").at("/items/0/url").asText())
          .contains("********");
    }
  }

  private static int rotate(TestDatabase database) throws Exception {
    ArrwayConfig config = TestGateway.config(database, Map.of("keys.master", MASTER));
    Vertx vertx = Vertx.vertx();
    try {
      return Futures.await(
          Store.openBeside(vertx, config)
              .compose(
                  store ->
                      store
                          .vault()
                          .rotate()
                          .compose(
                              key ->
                                  dev.arrway.feature.instances.Resealing.all(
                                      store.database(), store.vault()))
                          .compose(
                              instances ->
                                  dev.arrway.feature.playlists.Resealing.all(
                                          store.database(), store.vault())
                                      .map(playlists -> instances + playlists))
                          .eventually(store::close)));
    } finally {
      Futures.await(vertx.close());
    }
  }
}
