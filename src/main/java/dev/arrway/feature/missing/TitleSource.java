package dev.arrway.feature.missing;

import dev.arrway.domain.arr.LookupItem;
import dev.arrway.kind.arr.LibraryKind;
import dev.arrway.protocol.CallContext;
import io.vertx.core.Future;
import java.util.List;

/** The instances that titles are added to, as far as adding has to ask them. */
public interface TitleSource {
  /** What an instance's library holds; fails with {@code not_found} or {@code not_supported}. */
  Future<LibraryKind> kind(CallContext who, long instanceId);

  /** What an instance finds, by a title or by {@code imdb:} or {@code tmdb:} and an id. */
  Future<List<LookupItem>> lookup(CallContext who, long instanceId, String term);
}
