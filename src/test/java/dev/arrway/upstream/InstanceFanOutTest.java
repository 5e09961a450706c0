package dev.arrway.upstream;

import static dev.arrway.platform.store.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.arrway.app.UpstreamCatalog;
import dev.arrway.feature.instances.TestInstances;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.ArrKind;
import dev.arrway.kind.arr.ArrReply;
import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.bus.TestBus;
import dev.arrway.protocol.Address;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.PartFailure;
import dev.arrway.protocol.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Calls to many instances: which are called, for how long, and what their failures become. */
class InstanceFanOutTest {
  private static final String URL = "http://127.0.0.1:1";
  private static final CallContext ADA = CallContext.user(1, "trace");

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = TestBus.create(vertx);
  private final InstanceDirectory directory =
      TestInstances.directory(
          List.of(
              TestInstances.of(3, 1, "Films", "radarr", URL),
              TestInstances.of(2, 1, "Old films", "radarr", URL),
              TestInstances.withTimeout(4, 1, 1),
              TestInstances.disabled(5, 1),
              TestInstances.of(6, 1, "Screen", "plex", URL),
              TestInstances.of(7, 2, "Bob's", "radarr", URL)));
  private final InstanceFanOut fanOut =
      new InstanceFanOut(
          new InstanceClient(directory, bus), directory, UpstreamCatalog.standard()::get);
  private final BlockingQueue<Long> remaining = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private void serve(long id, Future<? extends Reply> answer) {
    var registration =
        bus.serve(
            Address.instance(id),
            letter -> {
              remaining.add(letter.envelope().remainingMs());
              return answer;
            });
    assertThat(registration).isNotNull();
  }

  private static Future<Reply> tags() {
    return Future.succeededFuture(new ArrReply.Tags(List.of(), 0));
  }

  private static Future<Reply> fails(FailureCode code, String detail) {
    return Future.failedFuture(FailureException.of(code, detail));
  }

  private Future<Gathered<ArrReply.Tags>> askAll() {
    return fanOut.askAll(ADA, ArrKind.KIND, instance -> new ArrCommand.GetTags());
  }

  @Test
  void onlyEnabledInstancesOfTheUserAndOfMatchingVendorsAreCalled() {
    for (long id = 2; id <= 7; id++) {
      serve(id, tags());
    }
    Gathered<ArrReply.Tags> gathered = await(askAll());
    assertThat(gathered.answers())
        .extracting(one -> one.instance().id())
        .containsExactly(2L, 3L, 4L);
    assertThat(gathered.failures()).isEmpty();
    assertThat(remaining).hasSize(3).allMatch(left -> left > 0 && left <= 2_000);
  }

  @Test
  void failuresAreNamedAndLateAnswersSayWhatTimeTheyHad() {
    serve(2, fails(FailureCode.UPSTREAM_AUTH_FAILED, "The key is wrong."));
    serve(3, tags());
    serve(4, fails(FailureCode.UPSTREAM_TIMEOUT, "late"));
    Gathered<ArrReply.Tags> gathered = await(askAll());
    assertThat(gathered.answers()).extracting(one -> one.instance().id()).containsExactly(3L);
    assertThat(gathered.failures())
        .containsExactly(
            new PartFailure(
                2,
                "Old films",
                FailureCode.UPSTREAM_AUTH_FAILED.status(),
                "upstream_auth_failed",
                "The key is wrong."),
            new PartFailure(
                4,
                "Radarr 4",
                FailureCode.UPSTREAM_TIMEOUT.status(),
                "upstream_timeout",
                "Radarr 4 did not answer within 1 s."));
  }

  @Test
  void anInstanceThatNeverAnswersEndsWithTheSharedTime() {
    serve(2, tags());
    serve(3, Promise.<Reply>promise().future());
    serve(4, tags());
    Gathered<ArrReply.Tags> gathered = await(askAll());
    assertThat(gathered.answers()).hasSize(2);
    assertThat(gathered.failures())
        .extracting(PartFailure::code, PartFailure::detail)
        .containsExactly(tuple("deadline_exceeded", "Films did not answer within 2 s."));
  }

  @Test
  void aReadThatIgnoresItsCallsEndsWithTheSharedTimeToo() {
    List<Instance> films = fanOut.selected(ADA, List.of(3L));
    Gathered<String> gathered =
        await(fanOut.gatherAny(ADA, films, calls -> Promise.<String>promise().future()));
    assertThat(gathered.failures())
        .extracting(PartFailure::code)
        .containsExactly("deadline_exceeded");
  }

  @Test
  void onlyIfAllFailTheWholeFails() {
    for (long id = 2; id <= 4; id++) {
      serve(id, fails(FailureCode.UPSTREAM_REFUSED, "It refused."));
    }
    assertThatThrownBy(() -> await(askAll()))
        .isInstanceOf(FailureException.class)
        .hasMessageContaining("None of your instances could answer. Old films: It refused.");
    List<Instance> all = fanOut.enabled(ADA, ArrKind.KIND);
    Gathered<ArrReply.Tags> gathered =
        await(fanOut.gatherAny(ADA, all, calls -> calls.ask(new ArrCommand.GetTags())));
    assertThat(gathered.answers()).isEmpty();
    assertThat(gathered.failures()).hasSize(3);
    CallContext nobody = CallContext.user(3, "trace");
    assertThat(
            await(fanOut.askAll(nobody, ArrKind.KIND, one -> new ArrCommand.GetTags())).answers())
        .isEmpty();
  }

  @Test
  void selectedInstancesMustBeTheUsersOwn() {
    assertThat(fanOut.selected(ADA, List.of(6L, 2L, 6L)))
        .extracting(Instance::id)
        .containsExactly(2L, 6L);
    assertThatThrownBy(() -> fanOut.selected(ADA, List.of(2L, 7L)))
        .isInstanceOfSatisfying(
            FailureException.class,
            e -> assertThat(e.failure().code()).isEqualTo(FailureCode.NOT_FOUND));
  }
}
