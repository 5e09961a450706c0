package dev.arrway.feature.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.arrway.domain.monitor.Condition;
import dev.arrway.domain.upstream.Gauges;
import dev.arrway.feature.instances.TestInstances;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import dev.arrway.upstream.Instance;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** When instances are measured, with answers and a clock that the test holds. */
class SamplerTest {
  private static final Duration INTERVAL = Duration.ofMinutes(1);

  private final List<Question> questions = new ArrayList<>();
  private final List<Sample> written = new ArrayList<>();
  private List<Instance> instances = List.of();
  private Instant now = Instant.parse("2026-06-01T12:00:00Z");
  private final Sampler sampler =
      new Sampler(new TestFleet(), new TestClock(), INTERVAL, this::write);

  private record Question(Instance instance, Promise<Gauges> answer) {}

  private Future<Void> write(Sample sample) {
    written.add(sample);
    return Future.succeededFuture();
  }

  private void instances(int count) {
    instances =
        LongStream.rangeClosed(1, count)
            .mapToObj(id -> TestInstances.of(id, "Radarr " + id, "http://127.0.0.1:7878"))
            .toList();
  }

  private int tick() {
    return sampler.due().size();
  }

  @Test
  void eachIsMeasuredOnceAnInterval() {
    instances(3);
    assertThat(tick()).isEqualTo(3);
    questions.forEach(one -> one.answer().complete(Gauges.of("5.0", 3)));
    assertThat(written).hasSize(3).allMatch(one -> one.condition() == Condition.OK);
    assertThat(tick()).isZero();
    now = now.plusSeconds(59);
    assertThat(tick()).isZero();
    now = now.plusSeconds(1);
    assertThat(tick()).isEqualTo(3);
  }

  @Test
  void oneThatHangsIsNeverAskedTwiceAtOnceAndDelaysNoOther() {
    instances(2);
    assertThat(tick()).isEqualTo(2);
    questions.get(1).answer().complete(Gauges.of("5.0", 3));
    for (int minute = 0; minute < 10; minute++) {
      now = now.plus(INTERVAL);
      assertThat(tick()).isEqualTo(1);
      assertThat(sampler.sampleAll().isComplete()).isTrue();
      questions.get(questions.size() - 1).answer().tryComplete(Gauges.of("5.0", 3));
      assertThat(sampler.running()).isEqualTo(1);
    }
    assertThat(questions).filteredOn(one -> one.instance().id() == 1).hasSize(1);
  }

  @Test
  void manyThatStartTogetherAreSpreadOverHalfTheInterval() {
    instances(1_000);
    List<Integer> starts = new ArrayList<>();
    for (int second = 0; second < 60; second++) {
      starts.add(tick());
      List.copyOf(questions).forEach(one -> one.answer().tryComplete(Gauges.of("5.0", 3)));
      now = now.plusSeconds(1);
    }
    assertThat(starts).allMatch(count -> count <= 34);
    assertThat(starts.stream().mapToInt(count -> count).sum()).isEqualTo(1_000);
    assertThat(starts.subList(31, 60)).containsOnly(0);
  }

  @Test
  void whatAFailureSaysOfAnInstance() {
    instances(1);
    assertThat(after(FailureCode.UPSTREAM_TIMEOUT)).isEqualTo(Condition.UNREACHABLE);
    assertThat(after(FailureCode.DEADLINE_EXCEEDED)).isEqualTo(Condition.UNREACHABLE);
    assertThat(after(FailureCode.BREAKER_OPEN)).isEqualTo(Condition.UNREACHABLE);
    assertThat(after(FailureCode.UPSTREAM_AUTH_FAILED)).isEqualTo(Condition.AUTH_FAILED);
    assertThat(after(FailureCode.UPSTREAM_HTML)).isEqualTo(Condition.DEGRADED);
    assertThat(after(FailureCode.LIMIT_EXCEEDED)).isEqualTo(Condition.UNKNOWN);
  }

  private Condition after(FailureCode code) {
    Future<Void> sampled = sampler.sampleAll();
    questions.get(questions.size() - 1).answer().fail(FailureException.of(code, "as told"));
    assertThat(sampled.succeeded()).isTrue();
    return written.get(written.size() - 1).condition();
  }

  private final class TestFleet implements Fleet {
    @Override
    public Collection<Instance> all() {
      return instances;
    }

    @Override
    public Optional<Instance> find(long id) {
      return instances.stream().filter(one -> one.id() == id).findFirst();
    }

    @Override
    public String circuit(long id) {
      return "closed";
    }

    @Override
    public Future<Gauges> measure(Instance instance) {
      Promise<Gauges> answer = Promise.promise();
      questions.add(new Question(instance, answer));
      return answer.future();
    }
  }

  private final class TestClock extends Clock {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
