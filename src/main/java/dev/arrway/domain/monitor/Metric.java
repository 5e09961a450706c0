package dev.arrway.domain.monitor;

/** What is measured as a number. Their order is that of stored arrays: new ones come last. */
public enum Metric {
  /** Milliseconds to the answer of the lightest call. */
  LATENCY("latency_ms"),
  /** Rows in the queue. */
  QUEUE("queue_size"),
  /** Commands that wait or run there. */
  TASKS("active_tasks"),
  /** Indexers that the instance leaves alone because they failed. */
  FAILED_INDEXERS("failed_indexers"),
  /** 0 to 100, of instances that report it. */
  CPU("cpu_percent"),
  /** 0 to 100, of instances that report it. */
  MEMORY("memory_percent"),
  /** How full the fullest volume is, 0 to 100. */
  DISK("disk_percent"),
  /** What is monitored and has no file. */
  WANTED("wanted");

  private final String wireName;

  Metric(String wireName) {
    this.wireName = wireName;
  }

  /** The name that the API shows; it says the unit. */
  public String wireName() {
    return wireName;
  }
}
