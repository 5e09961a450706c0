package dev.arrway.platform.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * All settings. Each record refuses wrong values with a {@link ConfigException} that names key and
 * value; what a key means stands in {@code conf/arrway.yaml}.
 */
public record ArrwayConfig(
    Data data,
    HttpConfig http,
    TcpBridge tcpBridge,
    Management management,
    DatabaseConfig database,
    Keys keys,
    Setup setup,
    Limits limits,
    UserQuotas quotas,
    Library library,
    Drift drift,
    Monitoring monitoring,
    Telemetry telemetry,
    Webhooks webhooks,
    Downloads downloads,
    UpstreamSettings upstreams,
    SecurityConfig security,
    ClusterConfig cluster,
    Node node,
    Defaults defaults,
    Events events,
    RetentionConfig retention,
    Log log,
    List<InstanceDeclaration> instances) {

  /** Copies the list. */
  public ArrwayConfig {
    instances = List.copyOf(instances);
  }

  /**
   * Keys below {@code data}.
   *
   * @param dir absolute
   * @param minFreeSpace bytes that stay free on its file system; empty for the smaller of 1 GB and
   *     5 % of it
   */
  public record Data(Path dir, OptionalLong minFreeSpace) {
    /** Requires an absolute path. */
    public Data {
      new Check().that(dir.isAbsolute(), "data.dir", dir, "must be an absolute path").done();
    }
  }

  /** Keys below {@code management}. */
  public record Management(String host, int port) {
    /** Checks the address. */
    public Management {
      new Check().filled("management.host", host).port("management.port", port).done();
    }
  }

  /** Keys below {@code tcp_bridge}. */
  public record TcpBridge(boolean enabled, String host, int port) {
    /** Checks the address. */
    public TcpBridge {
      new Check().filled("tcp_bridge.host", host).port("tcp_bridge.port", port).done();
    }
  }

  /**
   * Keys below {@code keys}.
   *
   * @param master 32 bytes in base64; empty for the file in the data directory
   */
  public record Keys(Secret master) {}

  /**
   * Keys below {@code setup}.
   *
   * @param code for the first administrator; empty for a random one
   */
  public record Setup(Secret code) {
    private static final int SHORTEST = 8;

    /** Refuses a code that can be guessed. */
    public Setup {
      new Check()
          .that(
              code.isEmpty() || code.reveal().length() >= SHORTEST,
              "setup.code",
              code,
              "must be empty or have at least " + SHORTEST + " characters")
          .done();
    }
  }

  /**
   * Keys below {@code limits}.
   *
   * @param factor multiplies every limit per user
   * @param streamBuffer bytes that may wait for the clients of all streams and bridges together
   */
  public record Limits(double factor, long streamBuffer) {
    private static final double MOST = 1_000_000;
    private static final long LEAST_STREAM_BUFFER = 1 << 20;
    private static final long MOST_STREAM_BUFFER = 4L << 30;

    /** Checks the range. */
    public Limits {
      new Check()
          .that(
              factor > 0 && factor <= MOST,
              "limits.factor",
              factor,
              "must be above 0 and at most 1000000")
          .between("limits.stream_buffer", streamBuffer, LEAST_STREAM_BUFFER, MOST_STREAM_BUFFER)
          .done();
    }
  }

  /**
   * Keys below {@code library}.
   *
   * @param ttl how long a copy counts as fresh
   */
  public record Library(Duration ttl) {
    /** Checks the range. */
    public Library {
      new Check().between("library.ttl", ttl, Duration.ofSeconds(1), Duration.ofDays(30)).done();
    }
  }

  /**
   * Keys below {@code drift}.
   *
   * @param checkInterval how often an instance with a baseline is checked; zero for never
   */
  public record Drift(Duration checkInterval) {
    /** Checks the range. */
    public Drift {
      if (!checkInterval.isZero()) {
        new Check()
            .between(
                "drift.check_interval", checkInterval, Duration.ofSeconds(1), Duration.ofDays(30))
            .done();
      }
    }
  }

  /**
   * Keys below {@code monitoring}.
   *
   * @param interval between two samples of one instance; zero for none
   * @param rawRetention how long samples are kept
   * @param hourlyRetention how long what they add up to by the hour is kept, and alerts that are
   *     over; not shorter than the former
   */
  public record Monitoring(Duration interval, Duration rawRetention, Duration hourlyRetention) {
    /** Checks the ranges. */
    public Monitoring {
      Check check =
          new Check()
              .between(
                  "monitoring.raw_retention",
                  rawRetention,
                  Duration.ofHours(1),
                  Duration.ofDays(90))
              .between(
                  "monitoring.hourly_retention",
                  hourlyRetention,
                  rawRetention,
                  Duration.ofDays(3650));
      if (!interval.isZero()) {
        check =
            check.between(
                "monitoring.interval", interval, Duration.ofSeconds(1), Duration.ofDays(1));
      }
      check.done();
    }
  }

  /**
   * Keys below {@code webhooks}.
   *
   * @param pollInterval how often the history of an instance without a webhook is read; zero for
   *     never
   * @param reconcileInterval the same of one with a webhook
   */
  public record Webhooks(Duration pollInterval, Duration reconcileInterval) {
    /** Checks the ranges. */
    public Webhooks {
      check("webhooks.poll_interval", pollInterval);
      check("webhooks.reconcile_interval", reconcileInterval);
    }

    private static void check(String key, Duration interval) {
      if (!interval.isZero()) {
        new Check().between(key, interval, Duration.ofMillis(500), Duration.ofDays(1)).done();
      }
    }
  }

  /**
   * Keys below {@code telemetry}.
   *
   * @param tracesEndpoint where traces go, the whole address; empty for nowhere
   * @param serviceName what the gateway calls itself there
   * @param traceSampleRatio of the calls that no other service traces, how many are traced, 0 to 1
   */
  public record Telemetry(String tracesEndpoint, String serviceName, double traceSampleRatio) {
    /** Checks address and ratio. */
    public Telemetry {
      new Check()
          .that(
              tracesEndpoint.isEmpty() || tracesEndpoint.matches("https?://\\S+"),
              "telemetry.traces_endpoint",
              tracesEndpoint,
              "must be an http or https address, such as http://localhost:4318/v1/traces")
          .filled("telemetry.service_name", serviceName)
          .that(
              traceSampleRatio >= 0 && traceSampleRatio <= 1,
              "telemetry.trace_sample_ratio",
              traceSampleRatio,
              "must be a number from 0 to 1")
          .done();
    }
  }

  /**
   * Keys below {@code downloads}.
   *
   * @param pollInterval how often each download client is looked at; zero for never
   * @param maxFileBytes of a file that is given as a new download
   */
  public record Downloads(Duration pollInterval, long maxFileBytes) {
    private static final long LEAST = 1_000;
    private static final long MOST = 256_000_000;

    /** Checks the ranges. */
    public Downloads {
      if (!pollInterval.isZero()) {
        new Check()
            .between(
                "downloads.poll_interval",
                pollInterval,
                Duration.ofMillis(500),
                Duration.ofHours(1))
            .done();
      }
      new Check()
          .that(
              maxFileBytes >= LEAST && maxFileBytes <= MOST,
              "downloads.max_file_bytes",
              maxFileBytes,
              "must be from 1kB to 256MB")
          .done();
    }
  }

  /**
   * Keys below {@code upstreams}.
   *
   * @param answerMemory bytes that the answers of all upstreams may take while they are read; 0 for
   *     an eighth of the heap
   */
  public record UpstreamSettings(long answerMemory) {
    private static final long LEAST = 16_000_000;
    private static final long MOST = 64_000_000_000L;

    /** Checks the range. */
    public UpstreamSettings {
      new Check()
          .that(
              answerMemory == 0 || (answerMemory >= LEAST && answerMemory <= MOST),
              "upstreams.answer_memory",
              answerMemory,
              "must be 0 or from 16MB to 64GB")
          .done();
    }
  }

  /** Keys below {@code node}. */
  public record Node(Set<String> roles) {
    private static final Set<String> KNOWN = Set.of("gateway", "upstreams", "workers");

    /** Wants known roles, at least one. */
    public Node {
      roles = Set.copyOf(roles);
      new Check()
          .that(
              !roles.isEmpty() && KNOWN.containsAll(roles),
              "node.roles",
              roles,
              "must be some of gateway, upstreams, workers")
          .done();
    }
  }

  /** Keys below {@code defaults}; each may be empty. */
  public record Defaults(
      String qualityProfile,
      String rootFolder,
      String torrentClient,
      String usenetClient,
      List<String> preferredIndexers) {
    /** Copies the list. */
    public Defaults {
      preferredIndexers = List.copyOf(preferredIndexers);
    }
  }

  /**
   * Keys below {@code events}.
   *
   * @param retention how long events can be replayed
   * @param mostPerUser how many of them are kept for each user at the most
   */
  public record Events(Duration retention, int mostPerUser) {
    /** Checks the range. */
    public Events {
      new Check()
          .between("events.retention", retention, Duration.ofMinutes(1), Duration.ofDays(3650))
          .between("events.most_per_user", mostPerUser, 100, 10_000_000)
          .done();
    }
  }

  /**
   * Keys below {@code log}.
   *
   * @param format {@code text} or {@code json}
   */
  public record Log(String level, String format) {
    private static final Set<String> LEVELS = Set.of("error", "warn", "info", "debug", "trace");
    private static final Set<String> FORMATS = Set.of("text", "json");

    /** Wants known words. */
    public Log {
      new Check()
          .that(
              LEVELS.contains(level),
              "log.level",
              level,
              "must be error, warn, info, debug or trace")
          .that(FORMATS.contains(format), "log.format", format, "must be text or json")
          .done();
    }
  }
}
