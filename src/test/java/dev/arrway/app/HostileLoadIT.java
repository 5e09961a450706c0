package dev.arrway.app;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * 200 hostile connections at once, to a gateway with 256 MB of heap: large bodies without
 * credentials, many keys, deep nesting, slow readers, sockets that say nothing, wrong credentials,
 * upstreams that answer 60 MB. A user beside them must not notice.
 */
@Timeout(value = 8, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class HostileLoadIT {
  @TempDir private Path data;

  /** The first burst is a large part of so short a time, and other tests run beside it. */
  @Test
  void aUserDoesNotNoticeAnAttack() throws Exception {
    attackFor(Duration.ofSeconds(10), Duration.ofSeconds(3));
  }

  @Test
  @Tag("soak")
  void aUserDoesNotNoticeALongAttack() throws Exception {
    attackFor(Duration.ofSeconds(60), Duration.ofSeconds(1));
  }

  private void attackFor(Duration time, Duration longest) throws Exception {
    try (HostileLoad load = new HostileLoad(data)) {
      load.prepare();
      load.attack(time, longest);
    }
  }
}
