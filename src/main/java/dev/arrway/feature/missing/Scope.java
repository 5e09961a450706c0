package dev.arrway.feature.missing;

import dev.arrway.feature.playlists.EntryMatches.Shown;
import java.util.HashSet;
import java.util.Set;

/** Which playlists are to be matched: all, or some. */
record Scope(boolean all, Set<Long> playlists) {
  static final Scope ALL = new Scope(true, Set.of());

  Scope {
    playlists = Set.copyOf(playlists);
  }

  static Scope of(long playlistId) {
    return new Scope(false, Set.of(playlistId));
  }

  Scope and(Scope other) {
    Set<Long> both = new HashSet<>(playlists);
    both.addAll(other.playlists);
    return all || other.all ? ALL : new Scope(false, both);
  }

  boolean covers(Shown shown) {
    return all || playlists.contains(shown.playlistId());
  }
}
