package dev.arrway.upstream.sabnzbd;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SabnzbdVanishedTest {
  private final AtomicLong now = new AtomicLong();
  private final SabnzbdVanished vanished = new SabnzbdVanished(now::get);

  private static SabnzbdJob job(String id, String status) {
    return SabnzbdMapper.past(
        new SabnzbdWire.HistorySlot(
            id, id, null, status, null, null, null, null, null, null, null, null),
        false);
  }

  private List<String> followed(SabnzbdJob... before) {
    return List.copyOf(vanished.followed(List.of(before), new TreeMap<>()).keySet());
  }

  @Test
  void whatWasUnderWayIsFollowedForAWhile() {
    SabnzbdJob job = job("a", "Extracting");
    assertThat(followed(job)).containsExactly("a");
    now.addAndGet(Duration.ofSeconds(9).toNanos());
    assertThat(followed(job)).containsExactly("a");
    now.addAndGet(Duration.ofSeconds(2).toNanos());
    assertThat(followed(job)).isEmpty();
  }

  @Test
  void theWhileBeginsAnewWhenItWasSeen() {
    SabnzbdJob job = job("a", "Extracting");
    assertThat(followed(job)).containsExactly("a");
    now.addAndGet(Duration.ofSeconds(9).toNanos());
    var seen = new TreeMap<String, SabnzbdJob>();
    seen.put("a", job);
    assertThat(vanished.followed(List.of(job), seen)).containsOnlyKeys("a");
    now.addAndGet(Duration.ofSeconds(9).toNanos());
    assertThat(followed(job)).containsExactly("a");
  }

  @Test
  void whatIsOverOrRemovedOnPurposeIsNotFollowed() {
    vanished.remove("gone");
    assertThat(followed(job("done", "Completed"), job("bad", "Failed"), job("gone", "Moving")))
        .isEmpty();
  }
}
