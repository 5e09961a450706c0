package dev.arrway.feature.missing;

import dev.arrway.feature.playlists.EntryMatches;
import dev.arrway.feature.playlists.EntryMatches.Entry;
import dev.arrway.feature.playlists.EntryMatches.Matched;
import dev.arrway.feature.playlists.EntryMatches.Shown;
import dev.arrway.platform.bus.PlaylistWorkers;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;

/**
 * One pass over entries of an owner, block by block: the next block is read and the last one
 * written while one is matched by two workers.
 */
final class MatchRun {
  private static final int BLOCK = 2_000;

  private final EntryMatches entries;
  private final PlaylistWorkers workers;
  private final EntryMatcher matcher;
  private final long owner;
  private Future<Boolean> writing = Future.succeededFuture(true);
  private long count;

  MatchRun(EntryMatches entries, PlaylistWorkers workers, EntryMatcher matcher, long owner) {
    this.entries = entries;
    this.workers = workers;
    this.matcher = matcher;
    this.owner = owner;
  }

  /** Matches what these playlists show; how many entries that were. */
  Future<Long> over(List<Shown> playlists) {
    Future<Void> all = Future.succeededFuture();
    for (Shown each : playlists) {
      all = all.compose(done -> over(each));
    }
    return all.map(done -> count);
  }

  private Future<Void> over(Shown shown) {
    return blocks(shown, entries.after(owner, shown, 0, BLOCK))
        .compose(done -> writing)
        .map(
            written -> {
              writing = Future.succeededFuture(true);
              return null;
            });
  }

  private Future<Void> blocks(Shown shown, Future<List<Entry>> reading) {
    return reading.compose(
        block -> {
          if (block.isEmpty()) {
            return Future.succeededFuture();
          }
          long last = block.get(block.size() - 1).id();
          Future<List<Entry>> next = entries.after(owner, shown, last, BLOCK);
          return matched(block)
              .compose(matches -> write(shown, matches))
              .compose(stillShown -> stillShown ? blocks(shown, next) : next.<Void>mapEmpty());
        });
  }

  private Future<List<Matched>> matched(List<Entry> block) {
    int half = block.size() / 2;
    Future<List<Matched>> first = workers.run(owner, () -> matcher.match(block.subList(0, half)));
    Future<List<Matched>> second =
        workers.run(owner, () -> matcher.match(block.subList(half, block.size())));
    return first.compose(
        a ->
            second.map(
                b -> {
                  List<Matched> all = new ArrayList<>(block.size());
                  all.addAll(a);
                  all.addAll(b);
                  return all;
                }));
  }

  /** Begins to write once the block before is written; tells whether that was still wanted. */
  private Future<Boolean> write(Shown shown, List<Matched> matches) {
    count += matches.size();
    return writing.map(
        stillShown -> {
          if (stillShown) {
            writing = entries.save(owner, shown, matches);
          }
          return stillShown;
        });
  }
}
