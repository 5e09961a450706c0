package dev.arrway.platform.bus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.app.UpstreamCatalog;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.ArrReply;
import dev.arrway.protocol.Address;
import dev.arrway.protocol.Envelope;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.Notice;
import dev.arrway.protocol.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BusTest {
  private static final Address HERE = new Address("here");
  private static final Envelope PATIENT = new Envelope(Envelope.SYSTEM, "trace", 10_000, false);
  private final Vertx vertx = Vertx.vertx();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private static <T> T await(Future<T> future) {
    return future.toCompletionStage().toCompletableFuture().orTimeout(20, TimeUnit.SECONDS).join();
  }

  private static Failure failure(Future<?> future) {
    try {
      throw new AssertionError("succeeded with " + await(future));
    } catch (CompletionException e) {
      return ((FailureException) e.getCause()).failure();
    }
  }

  private Bus serving(boolean wire, Function<Letter, Future<? extends Reply>> handler) {
    Bus bus = Bus.create(vertx, UpstreamCatalog.standard().messages(), wire);
    var listening = bus.serve(HERE, handler);
    assertThat(listening).isNotNull();
    return bus;
  }

  private static Future<ArrReply.Tags> ask(Bus bus) {
    return bus.actor(HERE).ask(new ArrCommand.GetTags(), PATIENT);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void repliesAndFailuresComeBackAsTheyAre(boolean wire) {
    Failure said = Failure.retryAfter(FailureCode.BUSY, "no", java.time.Duration.ofSeconds(3));
    Queue<Future<? extends Reply>> answers = new ConcurrentLinkedQueue<>();
    Bus bus = serving(wire, letter -> answers.remove());
    answers.add(Future.succeededFuture(new ArrReply.Tags(List.of(), 0)));
    assertThat(await(ask(bus)).tags()).isEmpty();
    answers.add(Future.failedFuture(said.asException()));
    assertThat(failure(ask(bus))).isEqualTo(said);
    answers.add(Future.failedFuture(new IllegalStateException("secret detail")));
    assertThat(failure(ask(bus)).code()).isEqualTo(FailureCode.INTERNAL);
    assertThat(failure(ask(bus)).toString())
        .as("a handler that throws, since no answer is left")
        .contains("INTERNAL")
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void nobodyThereIsSaidAtOnceAndSilenceAtTheDeadline(boolean wire) {
    Bus bus = Bus.create(vertx, UpstreamCatalog.standard().messages(), wire);
    assertThat(failure(ask(bus)).code()).isEqualTo(FailureCode.ACTOR_UNAVAILABLE);
    var registration = bus.serve(HERE, letter -> Promise.<Reply>promise().future());
    var late =
        bus.actor(HERE)
            .ask(new ArrCommand.GetTags(), new Envelope(Envelope.SYSTEM, "t", 50, false));
    assertThat(failure(late).code()).isEqualTo(FailureCode.DEADLINE_EXCEEDED);
    await(registration.unregister());
    assertThat(failure(ask(bus)).code()).isEqualTo(FailureCode.ACTOR_UNAVAILABLE);
  }

  @Test
  void whatIsTooLargeIsRefusedWhereItIsSent() {
    String much = "x".repeat(WireFormat.MAX_BYTES);
    Bus bus =
        serving(
            true,
            letter ->
                Future.succeededFuture(
                    new ArrReply.Tags(List.of(new dev.arrway.domain.arr.ArrTag(1, much)), 0)));
    assertThat(failure(ask(bus)).code()).isEqualTo(FailureCode.TOO_LARGE);
    var command = bus.actor(HERE).ask(new ArrCommand.Lookup(much), PATIENT);
    assertThat(failure(command).code()).isEqualTo(FailureCode.TOO_LARGE);
    var hearing = bus.subscribe(Notice.EventsAppended.class, notice -> {});
    assertThat(hearing).isNotNull();
    assertThatThrownBy(
            () ->
                bus.publish(
                    new Notice.EventsAppended(
                        java.util.stream.LongStream.range(0, 300_000).boxed().toList())))
        .isInstanceOf(MessageTooLargeException.class);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void noticesReachWhoeverListens(boolean wire) {
    Bus bus = Bus.create(vertx, UpstreamCatalog.standard().messages(), wire);
    Queue<Notice> heard = new ConcurrentLinkedQueue<>();
    bus.publish(new Notice.AccessChanged(1));
    var first = bus.subscribe(Notice.AccessChanged.class, heard::add);
    var second = bus.subscribe(Notice.AccessChanged.class, heard::add);
    var third = bus.subscribe(Notice.LibraryChanged.class, heard::add);
    bus.publish(new Notice.AccessChanged(2));
    Awaitility.await().until(() -> heard.size() == 2);
    await(second.unregister());
    bus.publish(new Notice.LibraryChanged(1, 2));
    Awaitility.await().until(() -> heard.size() == 3);
    await(first.unregister());
    await(third.unregister());
    assertThat(heard).contains(new Notice.AccessChanged(2), new Notice.LibraryChanged(1, 2));
  }
}
