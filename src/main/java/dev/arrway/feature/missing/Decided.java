package dev.arrway.feature.missing;

import dev.arrway.domain.media.LibraryTitle;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An owner's decisions, ready to be asked for each entry. A pin counts as long as a library holds
 * its item, in its old place or by its id in any other.
 */
final class Decided {
  /** The method of a match that was decided. */
  static final String PINNED = "pinned";

  /** The method of a match that was refused, where nothing else came near. */
  static final String REJECTED = "rejected";

  private static final Verdict NONE = new Verdict(null, null, List.of());

  private final Map<String, List<Decision>> byKey = new HashMap<>();
  private final Map<Decision, LibraryTitle> held = new HashMap<>();

  private Decided() {}

  /**
   * What is decided about one entry.
   *
   * @param pinned what it is
   * @param waiting a pin whose item no library holds
   * @param rejected what it is not
   */
  record Verdict(
      @Nullable LibraryTitle pinned, @Nullable Decision waiting, List<Decision> rejected) {
    boolean rejects(LibraryTitle title) {
      return rejected.stream().anyMatch(one -> one.isAbout(title));
    }
  }

  /** These decisions over these libraries. Takes time linear in the titles of the libraries. */
  static Decided of(List<Decision> decisions, List<LibraryTitle> titles) {
    Decided decided = new Decided();
    for (Decision each : decisions) {
      decided.byKey.computeIfAbsent(each.entryKey(), key -> new ArrayList<>()).add(each);
    }
    Pins pins = new Pins(decisions.stream().filter(Decision::pin).toList());
    titles.forEach(title -> pins.offer(title, decided.held));
    return decided;
  }

  /** What counts for an entry of this key: what is said of it, then what is said of its series. */
  Verdict of(@Nullable String key) {
    if (key == null || byKey.isEmpty()) {
      return NONE;
    }
    List<Decision> all = new ArrayList<>(byKey.getOrDefault(key, List.of()));
    String whole = EntryKeys.whole(key);
    if (!whole.equals(key)) {
      all.addAll(byKey.getOrDefault(whole, List.of()));
    }
    if (all.isEmpty()) {
      return NONE;
    }
    Optional<Decision> waiting =
        all.stream().filter(one -> one.pin() && !held.containsKey(one)).findFirst();
    List<Decision> rejected = all.stream().filter(one -> !one.pin()).toList();
    Optional<LibraryTitle> pinned =
        all.stream()
            .filter(one -> one.pin() && held.containsKey(one))
            .map(held::get)
            .filter(title -> !overruled(title, key, rejected))
            .findFirst();
    return new Verdict(pinned.orElse(null), waiting.orElse(null), rejected);
  }

  /** What was said of the episode itself goes before what was said of its series. */
  private static boolean overruled(LibraryTitle pinned, String key, List<Decision> rejected) {
    return rejected.stream().anyMatch(one -> one.entryKey().equals(key) && one.isAbout(pinned));
  }

  /** Pins that look for their items. */
  private static final class Pins {
    private final Map<String, List<Decision>> byPlace = new HashMap<>();
    private final Map<String, List<Decision>> byId = new HashMap<>();

    Pins(List<Decision> pins) {
      for (Decision pin : pins) {
        LibraryTitle title = pin.libraryTitle();
        byPlace.computeIfAbsent(place(title), any -> new ArrayList<>()).add(pin);
        byId.computeIfAbsent(id(title), any -> new ArrayList<>()).add(pin);
      }
      byId.remove("");
    }

    void offer(LibraryTitle title, Map<Decision, LibraryTitle> held) {
      for (Decision pin : byPlace.getOrDefault(place(title), List.of())) {
        if (pin.isAbout(title)) {
          held.put(pin, title);
        }
      }
      for (Decision pin : byId.getOrDefault(id(title), List.of())) {
        held.putIfAbsent(pin, title);
      }
    }

    private static String place(LibraryTitle title) {
      return title.instanceId() + "/" + title.libraryId();
    }

    private static String id(LibraryTitle title) {
      return switch (title.kind()) {
        case MOVIE -> title.tmdbId() == null ? "" : "tmdb " + title.tmdbId();
        case SERIES -> title.tvdbId() == null ? "" : "tvdb " + title.tvdbId();
        case LIVE -> "";
      };
    }
  }
}
