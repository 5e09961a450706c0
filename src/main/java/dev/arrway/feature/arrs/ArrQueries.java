package dev.arrway.feature.arrs;

import dev.arrway.domain.arr.Slice;
import dev.arrway.domain.arr.WantedItem;
import dev.arrway.domain.arr.WantedKind;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.ArrReply;
import dev.arrway.kind.arr.LibraryKind;
import dev.arrway.protocol.CallContext;
import dev.arrway.protocol.Reply;
import dev.arrway.upstream.Instance;
import dev.arrway.upstream.InstanceClient;
import dev.arrway.upstream.InstanceDirectory;
import dev.arrway.upstream.Upstream;
import io.vertx.core.Future;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Queries of one of a user's Radarr or Sonarr instances. */
public final class ArrQueries {
  /** Rows per request, when all are wanted. */
  static final int PART = 500;

  /** The largest number of rows that are read. */
  static final int MOST = 100_000;

  private final InstanceDirectory directory;
  private final InstanceClient instances;
  private final Function<String, Upstream> catalog;

  /**
   * Creates queries of the instances of a directory.
   *
   * @param catalog finds a vendor by its type
   */
  public ArrQueries(
      InstanceDirectory directory, InstanceClient instances, Function<String, Upstream> catalog) {
    this.directory = directory;
    this.instances = instances;
    this.catalog = catalog;
  }

  /**
   * Returns what an instance's library holds; fails with {@code not_found} or {@code
   * not_supported}.
   */
  public Future<LibraryKind> kind(CallContext who, long instanceId) {
    return instance(who, instanceId).map(i -> LibraryKind.of(catalog.apply(i.type())));
  }

  /** Returns a user's instance; fails with {@code not_found}. */
  public Future<Instance> instance(CallContext who, long instanceId) {
    return Future.succeededFuture(instanceId).map(id -> directory.mine(who.userId(), id));
  }

  /**
   * Asks an instance; see {@link InstanceClient#ask}.
   *
   * @return fails with {@code not_found}, {@code instance_disabled}, {@code not_supported}, or as
   *     the instance does
   */
  public <R extends Reply> Future<R> ask(CallContext who, long instanceId, ArrCommand<R> command) {
    return instances.ask(who, instanceId, command);
  }

  /** Returns a part of what an instance wants; fails as {@link #ask} does. */
  public Future<Slice<WantedItem>> wanted(
      CallContext who,
      long instanceId,
      WantedKind kind,
      @Nullable Boolean monitored,
      int offset,
      int limit) {
    return ask(who, instanceId, new ArrCommand.GetWanted(kind, offset, limit, monitored, false))
        .map(ArrReply.Wanted::slice);
  }

  /**
   * Returns everything that an instance wants, up to 100,000 items, each once; asked for part by
   * part, so that no message grows with it. Fails as {@link #ask} does.
   */
  public Future<Slice<WantedItem>> allWanted(
      CallContext who, long instanceId, WantedKind kind, @Nullable Boolean monitored) {
    return Walk.of(
        (offset, limit) -> wanted(who, instanceId, kind, monitored, offset, limit),
        WantedItem::id,
        PART,
        MOST);
  }
}
