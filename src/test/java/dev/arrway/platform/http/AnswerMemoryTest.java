package dev.arrway.platform.http;

import static dev.arrway.platform.http.Stacks.await;
import static dev.arrway.platform.http.Stacks.failure;
import static dev.arrway.platform.http.Stacks.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.errorprone.annotations.CanIgnoreReturnValue;
import dev.arrway.platform.http.HttpPolicy.BreakerPolicy;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** All answers share one budget; what does not fit is refused without blame for the upstream. */
class AnswerMemoryTest {
  private static final HttpCall READ = HttpCall.get("movie.list", "/").build();
  private static final int MEGABYTE = 1 << 20;

  private Vertx vertx;
  private ByteBudget budget;
  private HttpStacks stacks;

  @BeforeEach
  void open() {
    vertx = Vertx.vertx();
    budget = new ByteBudget(4L * MEGABYTE);
    stacks =
        new HttpStacks(
            vertx, new AddressPolicy(List.of(), port -> false), HttpObserver.NONE, budget);
  }

  @AfterEach
  void close() {
    await(stacks.close());
    await(vertx.close());
  }

  private RawServer sending(int bytes) {
    return RawServer.answering(
        vertx, RawServer.ok("application/json", "[" + " ".repeat(bytes - 2) + "]"));
  }

  private Future<HttpAnswer> send(HttpStack stack) {
    return on(vertx, () -> stack.send(READ));
  }

  @Test
  void whatWasReadIsGivenBack() {
    HttpStack stack = stacks.open(Stacks.policy(sending(3 * MEGABYTE).port()));
    for (int i = 0; i < 5; i++) {
      assertThat(await(send(stack)).body().length()).isEqualTo(3 * MEGABYTE);
      Awaitility.await().until(() -> budget.used() == 0);
    }
  }

  @Test
  void whatDoesNotFitIsBusyAndOpensNoBreaker() {
    assertThat(budget.tryReserve(budget.capacity())).isTrue();
    HttpStack stack =
        stacks.open(
            Stacks.policy(sending(MEGABYTE).port())
                .withBreaker(new BreakerPolicy(2, Duration.ofMinutes(1), Duration.ofMinutes(1))));
    for (int i = 0; i < 5; i++) {
      FailureException refused = failure(send(stack));
      assertThat(refused.failure().code()).isEqualTo(FailureCode.BUSY);
      assertThat(refused.failure().retryAfterMs()).isEqualTo(1_000);
    }
    assertThat(stack.circuit()).isEqualTo(CircuitState.CLOSED);
    budget.release(budget.capacity());
    assertThat(await(send(stack)).ok()).isTrue();
    Awaitility.await().until(() -> budget.used() == 0);
  }

  @Test
  void smallAnswersAlwaysFit() {
    assertThat(budget.tryReserve(budget.capacity())).isTrue();
    HttpStack stack = stacks.open(Stacks.policy(sending(10_000).port()));
    assertThat(await(send(stack)).body().length()).isEqualTo(10_000);
    assertThat(budget.used()).isEqualTo(budget.capacity());
  }

  @Test
  void aChangeThatWasSentIsNeverToldToBeBusy() {
    assertThat(budget.tryReserve(budget.capacity())).isTrue();
    HttpStack stack = stacks.open(Stacks.policy(sending(MEGABYTE).port()));
    HttpCall change = HttpCall.post("movie.add", "/").build();
    assertThat(failure(on(vertx, () -> stack.send(change))).failure().code())
        .isEqualTo(FailureCode.UPSTREAM_TOO_LARGE);
  }

  @Test
  void concurrentAnswersNeverHoldMoreThanTheBudget() {
    HttpStack stack = stacks.open(Stacks.policy(sending(3 * MEGABYTE).port()));
    List<Future<HttpAnswer>> all = IntStream.range(0, 12).mapToObj(i -> send(stack)).toList();
    for (Future<HttpAnswer> one : all) {
      try {
        assertThat(await(one).ok()).isTrue();
      } catch (FailureException e) {
        assertThat(e.failure().code()).isEqualTo(FailureCode.BUSY);
      }
      assertThat(budget.used()).isBetween(0L, budget.capacity());
    }
    Awaitility.await().until(() -> budget.used() == 0);
    assertThat(await(send(stack)).ok()).isTrue();
  }

  @Test
  void failedAndStreamedReadsGiveBackToo() {
    HttpStack big = stacks.open(Stacks.policy(sending(5 * MEGABYTE).port()));
    assertThat(failure(send(big)).failure().code()).isEqualTo(FailureCode.UPSTREAM_TOO_LARGE);
    RawServer cut =
        new RawServer(
            vertx,
            (socket, number) -> {
              socket.write(
                  "HTTP/1.1 200 OK\r\nContent-Length: 3000000\r\n\r\n[" + " ".repeat(MEGABYTE));
              socket.close();
            });
    HttpStack broken = stacks.open(Stacks.policy(cut.port()));
    assertThat(failure(send(broken)).failure().code()).isEqualTo(FailureCode.UPSTREAM_TRUNCATED);
    HttpStack record =
        stacks.open(
            Stacks.policy(
                RawServer.answering(
                        vertx,
                        RawServer.ok(
                            "application/json", "[{\"a\":\"" + "x".repeat(2 * MEGABYTE) + "\"}]"))
                    .port()));
    assertThat(
            failure(
                    on(
                        vertx,
                        () ->
                            record.stream(
                                READ,
                                JsonArrayReader.loose(10, batch -> Future.succeededFuture()))))
                .failure()
                .code())
        .isEqualTo(FailureCode.UPSTREAM_TOO_LARGE);
    Awaitility.await().until(() -> budget.used() == 0);
  }

  @Test
  void theRowsOfAPageThatWereReadAreCountedUntilItsEnd() {
    String row = "{\"title\":\"" + "x".repeat(16_000) + "\"}";
    assertThat(page(row, 100)).isEmpty();
    assertThat(page(row, 1_500)).contains(FailureCode.BUSY);
    Awaitility.await().until(() -> budget.used() == 0);
  }

  private Optional<FailureCode> page(String row, int rows) {
    String body = "{\"records\":[" + (row + ",").repeat(rows - 1) + row + "],\"totalRecords\":1}";
    HttpStack stack =
        stacks.open(
            Stacks.policy(
                RawServer.answering(vertx, RawServer.ok("application/json", body)).port()));
    CallLimits limits = CallLimits.BUFFERED.withMaxBody(64L * MEGABYTE);
    HttpCall call = HttpCall.get("wanted.list", "/").limits(limits).build();
    var reader =
        new JsonPageReader<>(
            () ->
                new RowReader<>(
                    "wanted.list",
                    JsonNode.class,
                    Function.<JsonNode>identity(),
                    new SkippedRows()),
            "records",
            "totalRecords",
            2_000);
    return await(
        on(vertx, () -> stack.stream(call, reader))
            .transform(
                (read, cause) ->
                    Future.succeededFuture(
                        Optional.ofNullable(cause).flatMap(HttpFailures::code))));
  }

  @Test
  void oneInstanceTakesAQuarterOfALargeBudgetAtMost() {
    ByteBudget large = new ByteBudget(256L * MEGABYTE);
    ByteBudget owner = AnswerMemory.ownerShare(large);
    AnswerMemory memory = new AnswerMemory(large, owner);
    AnswerMemory.AnswerReservation first = memory.begin(READ);
    first.add(64L * MEGABYTE);
    assertThatThrownBy(() -> memory.begin(READ).add(MEGABYTE)).isInstanceOf(FailureException.class);
    new AnswerMemory(large, owner).begin(READ).add(MEGABYTE);
    assertThat(first.close()).isTrue();
    assertThat(first.close()).isFalse();
    memory.begin(READ).add(MEGABYTE);
  }

  @Test
  void theInstancesOfOneOwnerTakeHalfOfALargeBudgetAtMost() {
    ByteBudget large = new ByteBudget(256L * MEGABYTE);
    ByteBudget owner = AnswerMemory.ownerShare(large);
    AnswerMemory.AnswerReservation first = new AnswerMemory(large, owner).begin(READ);
    first.add(64L * MEGABYTE);
    new AnswerMemory(large, owner).begin(READ).add(64L * MEGABYTE);
    AnswerMemory third = new AnswerMemory(large, owner);
    assertThatThrownBy(() -> third.begin(READ).add(MEGABYTE)).isInstanceOf(FailureException.class);
    assertThat(large.used()).isEqualTo(owner.used());
    new AnswerMemory(large, AnswerMemory.ownerShare(large)).begin(READ).add(64L * MEGABYTE);
    first.close();
    third.begin(READ).add(MEGABYTE);
  }

  @Test
  void theStacksOfOneOwnerShareTheirHalf() {
    ByteBudget large = new ByteBudget(64L * MEGABYTE);
    HttpStacks some =
        new HttpStacks(
            vertx, new AddressPolicy(List.of(), port -> false), HttpObserver.NONE, large);
    HttpPolicy policy = Stacks.policy(sending(10).port());
    hold(some.open(policy, 7), 16L * MEGABYTE);
    hold(some.open(policy, 7), 16L * MEGABYTE);
    Awaitility.await().until(() -> large.used() >= 31L * MEGABYTE);
    assertThat(failure(hold(some.open(policy, 7), MEGABYTE)).failure().code())
        .isEqualTo(FailureCode.BUSY);
    hold(some.open(policy, 8), 16L * MEGABYTE);
    Awaitility.await().until(() -> large.used() >= 47L * MEGABYTE);
    await(some.close());
  }

  /** Reads an answer that takes so much memory and is never done with. */
  @CanIgnoreReturnValue
  private Future<Void> hold(HttpStack stack, long bytes) {
    BodyReader<Void> reader =
        new BodyReader<>() {
          @Override
          public Future<Void> read(ReadStream<Buffer> body) {
            throw new UnsupportedOperationException();
          }

          @Override
          public Future<Void> read(ReadStream<Buffer> body, AnswerMemory.AnswerReservation memory) {
            memory.add(bytes);
            return Promise.<Void>promise().future();
          }
        };
    return on(vertx, () -> stack.stream(READ, reader));
  }
}
