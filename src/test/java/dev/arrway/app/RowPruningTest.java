package dev.arrway.app;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.app.RowPruning.PrunedRows;
import io.vertx.core.Future;
import java.util.List;
import org.junit.jupiter.api.Test;

class RowPruningTest {
  @Test
  void whatFailsDoesNotKeepTheRestFromBeingPruned() {
    RowPruning pruning =
        new RowPruning(
            List.of(
                new PrunedRows("failing", () -> Future.failedFuture("no connection")),
                new PrunedRows("one", () -> Future.succeededFuture(1)),
                new PrunedRows(
                    "broken",
                    () -> {
                      throw new IllegalStateException("broken");
                    }),
                new PrunedRows("two", () -> Future.succeededFuture(2))));
    assertThat(pruning.run().result()).isEqualTo(3);
    assertThat(pruning.runNowAndThen().result()).isEqualTo(3);
    assertThat(pruning.runNowAndThen().result()).as("not at every turn").isZero();
  }
}
