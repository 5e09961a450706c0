package dev.arrway.upstream.testvendor;

import static dev.arrway.upstream.TestActors.await;

import dev.arrway.domain.arr.NewTitle;
import dev.arrway.kind.arr.UpstreamContractTest;
import dev.arrway.platform.config.Secret;
import dev.arrway.upstream.Simulator;
import dev.arrway.upstream.Upstream;
import io.vertx.core.Vertx;
import java.util.List;

/** What an added vendor costs: this package, and its line in the catalogue. */
class ReelboxContractIT extends UpstreamContractTest {
  @Override
  protected Upstream upstream() {
    return new ReelboxUpstream();
  }

  @Override
  protected Simulator start(Vertx vertx) {
    return simulator(vertx, "Reelbox");
  }

  @Override
  protected Simulator startOther(Vertx vertx) {
    return simulator(vertx, "Shelfbox");
  }

  private static final NewTitle ADDABLE =
      new NewTitle(990, null, 1L, "/films", true, null, null, false, null, null, List.of(), null);

  private static Simulator simulator(Vertx vertx, String product) {
    var server = await(ReelboxSimulator.start(vertx, product));
    String url = "http://127.0.0.1:" + server.actualPort();
    var key = Secret.of(ReelboxSimulator.KEY);
    return new Simulator(url, key, product, ReelboxSimulator.FILMS, "Reel 1", ADDABLE);
  }
}
