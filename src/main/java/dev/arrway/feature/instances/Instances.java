package dev.arrway.feature.instances;

import dev.arrway.platform.bus.Bus;
import dev.arrway.platform.bus.Registration;
import dev.arrway.platform.bus.Sink;
import dev.arrway.platform.event.EventLog;
import dev.arrway.platform.http.HttpStacks;
import dev.arrway.platform.store.Database;
import dev.arrway.platform.store.Vault;
import dev.arrway.protocol.Notice;
import dev.arrway.upstream.InstanceClient;
import dev.arrway.upstream.InstanceDirectory;
import dev.arrway.upstream.Upstream;
import dev.arrway.upstream.UpstreamFleet;
import io.vertx.core.Future;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Assembles the services of instances. */
public final class Instances {
  private static final Logger log = LoggerFactory.getLogger(Instances.class);

  private final InstanceDirectory directory;
  private final InstanceClient client;
  private final InstanceHealth health;
  private final Parts parts;
  private Registration registration = Future::succeededFuture;
  private @Nullable InstanceService service;
  private @Nullable InstanceActors actors;

  /** The parts that have no actors yet: those need {@link #health()} to report to. */
  public Instances(Parts parts) {
    this.parts = parts;
    this.directory = new InstanceDirectory();
    this.client = new InstanceClient(directory, parts.bus());
    this.health = new InstanceHealth(directory, parts.database(), parts.events(), parts.clock());
  }

  /**
   * The collaborators of the services.
   *
   * @param catalog finds a vendor by its type; throws {@code invalid} for one that there is not
   */
  public record Parts(
      Database database,
      Vault vault,
      Bus bus,
      EventLog events,
      HttpStacks stacks,
      Function<String, Upstream> catalog,
      Clock clock,
      int mostPerUser) {}

  /**
   * Loads all instances. Their actors start when they are asked, or with {@link #startActors}. It
   * may be called again after it failed.
   */
  public Future<InstanceService> start(UpstreamFleet fleet) {
    InstanceSecrets secrets = new InstanceSecrets(parts.vault());
    InstanceActors made = new InstanceActors(fleet, directory, secrets);
    InstanceService loading = new InstanceService(parts, directory, client, health, secrets, made);
    actors = made;
    service = loading;
    return loading
        .loadAll()
        .map(
            loaded -> {
              registration =
                  parts
                      .bus()
                      .subscribe(Notice.AccessChanged.class, notice -> follow(loading, notice));
              return loading;
            });
  }

  /** Starts the actors that were not asked before, some at a time; completes when all run. */
  public Future<Void> startActors() {
    return Objects.requireNonNull(actors, "start comes first").startWaiting();
  }

  /** Starts no more actors that nobody has asked for; before all actors end. */
  public Future<Void> startNoMore() {
    InstanceActors started = actors;
    if (started != null) {
      started.startNoMore();
    }
    return Future.succeededFuture();
  }

  private static void follow(InstanceService service, Notice.AccessChanged notice) {
    Sink.of(
        service.accessChanged(notice.userId()),
        Runnable::run,
        (done, cause) -> {
          if (cause != null) {
            log.atError()
                .addKeyValue("user", notice.userId())
                .log("the user's instances could not follow a change: {}", cause.getMessage());
          }
        });
  }

  /** Ends following what users may do, and writes what is not written yet; once actors are gone. */
  public Future<Void> stop() {
    return registration.unregister().eventually(health::flush);
  }

  /** Returns the client through which all instances are called. */
  public InstanceClient client() {
    return client;
  }

  /** Returns the directory of all instances. */
  public InstanceDirectory directory() {
    return directory;
  }

  /** Returns the health of instances, to which actors report. */
  public InstanceHealth health() {
    return health;
  }

  /**
   * Makes a user's instances be what the configuration declares. Those of the same name are changed
   * and managed by the configuration from then on; those that it declared before and does no more
   * are their owner's again.
   *
   * @return fails with {@link dev.arrway.platform.store.StartFailure} naming the instance and what
   *     is wrong
   */
  public Future<Void> declare(long ownerId, List<InstanceRequest> declared) {
    InstanceService started = Objects.requireNonNull(service, "start comes first");
    return new Declarations(started, directory, ownerId).apply(declared);
  }
}
