package dev.arrway.platform.store;

import dev.arrway.protocol.Failure;
import dev.arrway.protocol.FailureCode;
import dev.arrway.protocol.FailureException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Measures the free space on the file system of the embedded database every few seconds. While it
 * is below the limit nothing more is imported, since a database with a full disk stops working for
 * everybody. When a measurement fails or the disk does not respond, the last state stays.
 */
public final class DiskSpaceGuard {
  private static final Logger log = LoggerFactory.getLogger(DiskSpaceGuard.class);
  private static final Duration BETWEEN_MEASUREMENTS = Duration.ofSeconds(2);
  private static final Duration RETRY_AFTER = Duration.ofMinutes(1);
  private static final long DEFAULT_LIMIT = 1_000_000_000;
  private static final int DEFAULT_PART = 20;

  private final SpaceReader reader;
  private final OptionalLong limit;
  private volatile DiskSpace last = new DiskSpace(Long.MAX_VALUE, Long.MAX_VALUE);
  private final AtomicBoolean measuring = new AtomicBoolean();
  private volatile boolean low;
  private volatile Consumer<Boolean> listener = lowNow -> {};

  /**
   * Space on a file system.
   *
   * @param free bytes that this process may still use
   * @param total bytes of the file system
   */
  public record DiskSpace(long free, long total) {}

  /** Measures space; blocks. */
  @FunctionalInterface
  public interface SpaceReader {
    /** Returns the space now. */
    DiskSpace read() throws IOException;
  }

  private DiskSpaceGuard(SpaceReader reader, OptionalLong limit) {
    this.reader = reader;
    this.limit = limit;
  }

  /** Returns a guard that measures nothing and allows everything. */
  public static DiskSpaceGuard none() {
    return new DiskSpaceGuard(
        () -> new DiskSpace(Long.MAX_VALUE, Long.MAX_VALUE), OptionalLong.of(0));
  }

  /** Returns a guard of the file system that holds a directory. */
  public static DiskSpaceGuard of(Path directory, OptionalLong limit) {
    return new DiskSpaceGuard(() -> space(directory), limit);
  }

  /**
   * Returns a guard of what a reader measures.
   *
   * @param limit bytes that stay free; empty for the smaller of 1 GB and 5 % of the file system
   */
  public static DiskSpaceGuard of(SpaceReader reader, OptionalLong limit) {
    return new DiskSpaceGuard(reader, limit);
  }

  private static DiskSpace space(Path directory) throws IOException {
    FileStore store = Files.getFileStore(directory);
    return new DiskSpace(store.getUsableSpace(), store.getTotalSpace());
  }

  /** Measures now and then again and again; the result ends it. */
  public Future<Runnable> start(Vertx vertx) {
    return measureOff(vertx)
        .map(
            measured -> {
              long timer =
                  vertx.setPeriodic(
                      BETWEEN_MEASUREMENTS.toMillis(),
                      tick -> {
                        Future<Void> ignored = measureOff(vertx);
                        assert ignored != null;
                      });
              return () -> log.trace("measuring ends: {}", vertx.cancelTimer(timer));
            });
  }

  /**
   * Measures on a worker thread. Only one measurement runs at a time, since a disk that does not
   * respond would otherwise block more and more threads.
   */
  Future<Void> measureOff(Vertx vertx) {
    if (!measuring.compareAndSet(false, true)) {
      return Future.succeededFuture();
    }
    Callable<Void> measurement =
        () -> {
          measure();
          return null;
        };
    return vertx
        .executeBlocking(measurement, false)
        .eventually(
            () -> {
              measuring.set(false);
              return Future.succeededFuture();
            });
  }

  /** Measures once; blocks. */
  public void measure() {
    try {
      DiskSpace now = reader.read();
      last = now;
      boolean lowNow = now.free() < limit(now);
      if (lowNow != low) {
        low = lowNow;
        tell(now);
      }
    } catch (IOException e) {
      log.atWarn().setCause(e).log("the free disk space cannot be measured");
    }
  }

  private void tell(DiskSpace now) {
    listener.accept(low);
    if (low) {
      log.error(
          "The disk of the embedded database has {} bytes free, less than the {} of"
              + " data.min_free_space: nothing more is imported. Free some space, or lower the"
              + " setting.",
          now.free(),
          limit(now));
    } else {
      log.info("The disk of the embedded database has enough free space again.");
    }
  }

  private long limit(DiskSpace space) {
    return limit.orElseGet(() -> Math.min(DEFAULT_LIMIT, space.total() / DEFAULT_PART));
  }

  /** Returns whether the free space is below its limit. */
  public boolean isLow() {
    return low;
  }

  /** Returns the bytes that were free when last measured. */
  public long free() {
    return last.free();
  }

  /** Returns the bytes that have to stay free. */
  public long minFreeSpace() {
    return limit(last);
  }

  /** Calls the listener on a worker thread when free space gets low and when it no longer is. */
  public void onChange(Consumer<Boolean> lowNow) {
    listener = lowNow;
  }

  /** Succeeds unless the free space is below its limit; fails with {@code storage_full}. */
  public Future<Void> checkSpace() {
    return low ? Future.failedFuture(failure()) : Future.succeededFuture();
  }

  private FailureException failure() {
    return Failure.retryAfter(
            FailureCode.STORAGE_FULL,
            "The disk of the gateway's database is nearly full, so nothing more is imported. An"
                + " administrator must free some space (data.min_free_space is the limit).",
            RETRY_AFTER)
        .asException();
  }
}
