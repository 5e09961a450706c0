package dev.arrway.feature.arrs;

import dev.arrway.domain.arr.Slice;
import dev.arrway.domain.arr.WantedItem;
import dev.arrway.domain.arr.WantedKind;
import dev.arrway.library.LibraryKind;
import dev.arrway.protocol.ArrCommand;
import dev.arrway.protocol.ArrReply;
import dev.arrway.protocol.Envelope;
import dev.arrway.protocol.Reply;
import dev.arrway.upstream.Asker;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.InstanceDirectory;
import dev.arrway.upstream.Upstream;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Asks one of a user's instances. */
public final class ArrQueries {
  /** The instance's own time-out speaks first. */
  private static final Duration MARGIN = Duration.ofSeconds(1);

  /** Rows an ask, when all are wanted. */
  static final int PART = 500;

  /** More rows than this are walked by nobody. */
  static final int MOST = 100_000;

  private final InstanceDirectory directory;
  private final Function<String, Upstream> catalog;

  /**
   * With the way to the actors.
   *
   * @param catalog finds a vendor by its type
   */
  public ArrQueries(InstanceDirectory directory, Function<String, Upstream> catalog) {
    this.directory = directory;
    this.catalog = catalog;
  }

  /** What an instance's library holds; fails with {@code not_found} or {@code not_supported}. */
  public Future<LibraryKind> kind(Asker who, long instanceId) {
    return instance(who, instanceId).map(i -> LibraryKind.of(catalog.apply(i.type())));
  }

  /** A user's instance; fails with {@code not_found}. */
  public Future<Instance> instance(Asker who, long instanceId) {
    return Future.succeededFuture(instanceId).map(id -> directory.mine(who.userId(), id));
  }

  /**
   * Asks, within the instance's time-out.
   *
   * @return fails with {@code not_found}, {@code instance_disabled}, {@code not_supported}, or as
   *     the instance does
   */
  public <R extends Reply> Future<R> ask(Asker who, long instanceId, ArrCommand<R> command) {
    return instance(who, instanceId)
        .compose(
            instance -> {
              Duration wait = Duration.ofSeconds(instance.timeoutSeconds()).plus(MARGIN);
              return directory.ask(
                  who.userId(),
                  instanceId,
                  command,
                  new Envelope(who.userId(), who.traceId(), wait.toMillis(), true));
            });
  }

  /** A part of what an instance wants; fails as {@link #ask} does. */
  public Future<Slice<WantedItem>> wanted(
      Asker who,
      long instanceId,
      WantedKind kind,
      @Nullable Boolean monitored,
      int offset,
      int limit) {
    return ask(who, instanceId, new ArrCommand.GetWanted(kind, offset, limit, monitored, false))
        .map(ArrReply.Wanted::slice);
  }

  /**
   * Everything that an instance wants, up to 100,000 items, each once; asked for part by part, so
   * that no message grows with it. Fails as {@link #ask} does.
   */
  public Future<Slice<WantedItem>> allWanted(
      Asker who, long instanceId, WantedKind kind, @Nullable Boolean monitored) {
    return Walk.of(
        (offset, limit) -> wanted(who, instanceId, kind, monitored, offset, limit),
        WantedItem::id,
        PART,
        MOST);
  }
}
