package dev.arrway.upstream;

import static dev.arrway.platform.store.Futures.await;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.arrway.feature.instances.TestInstances;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.ArrReply;
import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.bus.TestBus;
import dev.arrway.protocol.Address;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.CallPurpose;
import dev.arrway.protocol.Envelope;
import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.protocol.Reply;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Access to instances, the envelopes of calls, the start of actors, and calls to many at once. */
class InstanceClientTest {
  private static final long ADA = 1;
  private static final long BOB = 2;
  private static final long FILMS = 11;
  private static final long OLD_FILMS = 12;
  private static final long SWITCHED_OFF = 13;
  private static final long BOBS = 21;
  private static final ArrCommand.GetTags TAGS = new ArrCommand.GetTags();

  private final Vertx vertx = Vertx.vertx();
  private final Bus bus = TestBus.create(vertx);
  private final InstanceDirectory directory =
      TestInstances.directory(
          List.of(
              TestInstances.withTimeout(FILMS, ADA, 7),
              TestInstances.withTimeout(OLD_FILMS, ADA, 1),
              TestInstances.disabled(SWITCHED_OFF, ADA),
              TestInstances.withTimeout(BOBS, BOB, 7)));
  private final InstanceClient client = new InstanceClient(directory, bus);
  private final BlockingQueue<Envelope> envelopes = new LinkedBlockingQueue<>();

  @AfterEach
  void close() {
    await(vertx.close());
  }

  private void serve(long id, Supplier<Future<? extends Reply>> answer) {
    var registration =
        bus.serve(
            Address.instance(id),
            letter -> {
              envelopes.add(letter.envelope());
              return answer.get();
            });
    assertThat(registration).isNotNull();
  }

  private static Future<Reply> noTags() {
    return Future.succeededFuture(new ArrReply.Tags(List.of(), 0));
  }

  private static FailureCode code(Future<?> call) {
    return failure(call).code();
  }

  private static Failure failure(Future<?> call) {
    Throwable cause = await(call.transform(ended -> Future.succeededFuture(ended.cause())));
    assertThat(cause).isInstanceOf(FailureException.class);
    return ((FailureException) cause).failure();
  }

  private Envelope ask(CallContext context, long id) {
    assertThat(await(client.ask(context, id, TAGS)).tags()).isEmpty();
    return envelopes.remove();
  }

  @Test
  void theEnvelopeSaysForWhomWhyAndHowLong() {
    serve(FILMS, InstanceClientTest::noTags);
    CallContext user = CallContext.user(ADA, "trace-1");
    assertThat(ask(user, FILMS)).isEqualTo(new Envelope(ADA, "trace-1", 8_000, true));
    assertThat(ask(CallContext.background(ADA, "trace-2"), FILMS))
        .isEqualTo(new Envelope(ADA, "trace-2", 12_000, false));
    assertThat(ask(user.withPurpose(CallPurpose.CHANGE).withWaiting(false), FILMS))
        .isEqualTo(new Envelope(ADA, "trace-1", 37_000, false));
    assertThat(ask(CallContext.system("trace-3").withPurpose(CallPurpose.PROBE), FILMS))
        .isEqualTo(new Envelope(Envelope.SYSTEM, "trace-3", 10_000, false));
  }

  @Test
  void aUserUsesOwnInstancesOnlyAndTheGatewayUsesAll() {
    serve(FILMS, InstanceClientTest::noTags);
    serve(BOBS, InstanceClientTest::noTags);
    for (CallContext ada : List.of(CallContext.user(ADA, "t"), CallContext.background(ADA, "t"))) {
      assertThat(ask(ada, FILMS).userId()).isEqualTo(ADA);
      assertThat(code(client.ask(ada, BOBS, TAGS))).isEqualTo(FailureCode.NOT_FOUND);
      assertThat(code(client.ask(ada, 99, TAGS))).isEqualTo(FailureCode.NOT_FOUND);
    }
    CallContext system = CallContext.system("t");
    assertThat(ask(system, FILMS).userId()).isEqualTo(Envelope.SYSTEM);
    assertThat(ask(system, BOBS).userId()).isEqualTo(Envelope.SYSTEM);
    assertThat(code(client.ask(system, 99, TAGS))).isEqualTo(FailureCode.NOT_FOUND);
    assertThat(envelopes).isEmpty();
  }

  @Test
  void noUserHasTheIdOfTheGateway() {
    assertThatThrownBy(() -> CallContext.user(0, "t")).hasMessageContaining("CallContext.system");
    assertThatThrownBy(() -> CallContext.background(0, "t"))
        .hasMessageContaining("CallContext.system");
    assertThatThrownBy(() -> CallContext.user(-1, "t")).hasMessageContaining("negative");
  }

  @Test
  void anInstanceThatIsSwitchedOffIsNotCalled() {
    serve(SWITCHED_OFF, InstanceClientTest::noTags);
    for (CallContext context : List.of(CallContext.user(ADA, "t"), CallContext.system("t"))) {
      assertThat(code(client.ask(context, SWITCHED_OFF, TAGS)))
          .isEqualTo(FailureCode.INSTANCE_DISABLED);
    }
    assertThat(envelopes).isEmpty();
  }

  @Test
  void anActorThatWaitsForItsStartIsStartedFirst() {
    Promise<Void> started = Promise.promise();
    directory.startWith(new OnePending(FILMS, started.future()));
    Future<ArrReply.Tags> asked = client.ask(CallContext.user(ADA, "t"), FILMS, TAGS);
    assertThat(asked.isComplete()).isFalse();
    serve(FILMS, InstanceClientTest::noTags);
    started.complete();
    assertThat(await(asked).tags()).isEmpty();
  }

  @Test
  void aStartThatTakesTooLongSaysWhenToTryAgain() {
    directory.startWith(new OnePending(OLD_FILMS, Promise.<Void>promise().future()));
    CallContext context = CallContext.user(ADA, "t").withPurpose(CallPurpose.IMMEDIATE);
    Failure failure = failure(client.ask(context, OLD_FILMS, TAGS));
    assertThat(failure.code()).isEqualTo(FailureCode.ACTOR_UNAVAILABLE);
    assertThat(failure.retryAfterMs()).isEqualTo(Duration.ofSeconds(2).toMillis());
  }

  private record OnePending(long id, Future<Void> started) implements PendingActors {
    @Override
    public boolean contains(long other) {
      return id == other;
    }

    @Override
    public int size() {
      return 1;
    }

    @Override
    public Future<Void> start(long other) {
      return id == other ? started : Future.succeededFuture();
    }
  }
}
