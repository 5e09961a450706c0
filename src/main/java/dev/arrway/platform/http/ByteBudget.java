package dev.arrway.platform.http;

import java.util.concurrent.atomic.AtomicLong;

/**
 * A shared limit on the bytes that are held in memory at once for one purpose, such as request
 * bodies or buffered responses. Thread-safe.
 */
public final class ByteBudget {
  private final long capacity;
  private final AtomicLong used = new AtomicLong();

  /**
   * Creates an empty budget.
   *
   * @param capacity bytes that may be reserved at once, at least 1
   * @throws IllegalArgumentException when the capacity is not positive
   */
  public ByteBudget(long capacity) {
    if (capacity < 1) {
      throw new IllegalArgumentException("the capacity must be at least 1 byte, not " + capacity);
    }
    this.capacity = capacity;
  }

  /** Reserves bytes, all or none; returns whether they fitted. */
  public boolean tryReserve(long bytes) {
    long before = used.get();
    while (bytes <= capacity - before) {
      if (used.compareAndSet(before, before + bytes)) {
        return true;
      }
      before = used.get();
    }
    return false;
  }

  /** Returns bytes that were reserved; each reservation is returned once. */
  public void release(long bytes) {
    used.addAndGet(-bytes);
  }

  /** Returns the bytes that are reserved now. */
  public long used() {
    return used.get();
  }

  /** Returns the bytes that can be reserved at once. */
  public long capacity() {
    return capacity;
  }
}
