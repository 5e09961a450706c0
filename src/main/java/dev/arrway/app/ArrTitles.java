package dev.arrway.app;

import dev.arrway.domain.arr.LookupItem;
import dev.arrway.library.LibraryKind;
import dev.arrway.missing.TitleSource;
import dev.arrway.protocol.ArrCommand;
import dev.arrway.protocol.ArrReply;
import dev.arrway.wanted.ArrQueries;
import dev.arrway.wanted.Asker;
import io.vertx.core.Future;
import java.util.List;

/** Lets adding what is missing ask the instances. */
record ArrTitles(ArrQueries queries) implements TitleSource {
  @Override
  public Future<LibraryKind> kind(Asker who, long instanceId) {
    return queries.kind(who, instanceId);
  }

  @Override
  public Future<List<LookupItem>> lookup(Asker who, long instanceId, String term) {
    return queries.ask(who, instanceId, new ArrCommand.Lookup(term)).map(ArrReply.Found::items);
  }
}
