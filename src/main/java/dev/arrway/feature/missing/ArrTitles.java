package dev.arrway.feature.missing;

import dev.arrway.domain.arr.LookupItem;
import dev.arrway.feature.arrs.AddDefaults;
import dev.arrway.feature.arrs.ArrQueries;
import dev.arrway.kind.arr.ArrCommand;
import dev.arrway.kind.arr.ArrReply;
import dev.arrway.kind.arr.LibraryKind;
import dev.arrway.platform.bus.PlaylistWorkers;
import dev.arrway.platform.config.ArrwayConfig;
import dev.arrway.protocol.CallContext;
import io.vertx.core.Future;
import java.util.List;

/** Lets adding what is missing ask the instances. */
public record ArrTitles(ArrQueries queries) implements TitleSource {
  /** Returns what completes titles when they are sent, with the configured defaults. */
  public static TitleCompletion completion(
      ArrQueries queries, ArrwayConfig config, PlaylistWorkers workers) {
    ArrwayConfig.Defaults configured = config.defaults();
    return new TitleCompletion(
        new ArrTitles(queries),
        workers,
        new AddDefaults(queries, configured.qualityProfile(), configured.rootFolder()));
  }

  @Override
  public Future<LibraryKind> kind(CallContext who, long instanceId) {
    return queries.kind(who, instanceId);
  }

  @Override
  public Future<List<LookupItem>> lookup(CallContext who, long instanceId, String term) {
    return queries.ask(who, instanceId, new ArrCommand.Lookup(term)).map(ArrReply.Found::items);
  }
}
