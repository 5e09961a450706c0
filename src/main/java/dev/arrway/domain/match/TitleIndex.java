package dev.arrway.domain.match;

import dev.arrway.domain.media.LibraryTitle;
import dev.arrway.domain.media.MediaKind;
import dev.arrway.domain.parse.ExternalIds;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The works of one kind, by id, by exact name and by similar name. Immutable. */
final class TitleIndex {

  private static final TitleVariant[] NONE = {};

  private final Map<Integer, Work> byTmdb = new HashMap<>();
  private final Map<Integer, Work> byTvdb = new HashMap<>();
  private final Map<String, Work> byImdb = new HashMap<>();
  private final Map<String, TitleVariant[]> byKey;
  private final TitleVariant[] variants;
  private final int[] years;
  private final TrigramIndex trigrams;
  private final WordGapIndex gaps;
  private final int works;

  TitleIndex(List<LibraryTitle> titles) {
    List<TitleVariant> all = new ArrayList<>(titles.size() * 2);
    this.byKey = new HashMap<>(titles.size() * 3);
    int distinct = 0;
    for (LibraryTitle title : titles) {
      if (known(title)) {
        continue;
      }
      Work work = Work.of(title);
      distinct++;
      register(work);
      names(work, all);
    }
    this.works = distinct;
    all.sort(Comparator.comparingInt(variant -> variant.work().year()));
    this.variants = all.toArray(NONE);
    this.years = all.stream().mapToInt(variant -> variant.work().year()).toArray();
    String[] texts = all.stream().map(TitleVariant::full).toArray(String[]::new);
    this.trigrams = new TrigramIndex(texts);
    this.gaps = new WordGapIndex(texts);
  }

  /** A second holder of the same work adds nothing to match against. */
  private boolean known(LibraryTitle title) {
    Integer own = title.kind() == MediaKind.MOVIE ? title.tmdbId() : title.tvdbId();
    if (own != null) {
      return title.kind() == MediaKind.MOVIE ? byTmdb.containsKey(own) : byTvdb.containsKey(own);
    }
    return byId(new ExternalIds(title.tmdbId(), title.tvdbId(), title.imdbId())) != null;
  }

  private void register(Work work) {
    LibraryTitle title = work.title();
    if (title.tmdbId() != null) {
      byTmdb.putIfAbsent(title.tmdbId(), work);
    }
    if (title.tvdbId() != null) {
      byTvdb.putIfAbsent(title.tvdbId(), work);
    }
    if (title.imdbId() != null) {
      byImdb.putIfAbsent(title.imdbId(), work);
    }
  }

  private void names(Work work, List<TitleVariant> all) {
    LibraryTitle title = work.title();
    Set<String> written = new LinkedHashSet<>();
    written.add(title.title());
    if (title.originalTitle() != null) {
      written.add(title.originalTitle());
    }
    written.addAll(title.alternateTitles());
    Set<String> keys = new HashSet<>();
    boolean main = true;
    for (String name : written) {
      add(new Named(work, name, main, false, 0), keys, all);
      main = false;
    }
    main = true;
    for (String name : written) {
      int year = TitleText.yearSuffix(name);
      if (year > 0 || !TitleText.countrySuffix(name).isEmpty()) {
        String bare = TitleText.withoutSuffix(name);
        add(new Named(work, bare, main, !written.contains(bare), year), keys, all);
      }
      main = false;
    }
  }

  /** A name before it is made comparable. */
  private record Named(Work work, String name, boolean main, boolean stripped, int year) {}

  private void add(Named named, Set<String> keys, List<TitleVariant> all) {
    TitleText text = TitleText.of(named.name());
    if (text.key().isEmpty() || !keys.add(text.key() + ":" + named.year())) {
      return;
    }
    TitleVariant variant =
        new TitleVariant(
            named.work(), text.full(), text.tight(), named.main(), named.stripped(), named.year());
    all.add(variant);
    byKey.merge(text.key(), new TitleVariant[] {variant}, TitleIndex::joined);
  }

  private static TitleVariant[] joined(TitleVariant[] some, TitleVariant[] more) {
    TitleVariant[] out = Arrays.copyOf(some, some.length + more.length);
    System.arraycopy(more, 0, out, some.length, more.length);
    return out;
  }

  /** The number of different works. */
  int size() {
    return works;
  }

  @Nullable Work byId(ExternalIds ids) {
    Work found = ids.tmdb() == null ? null : byTmdb.get(ids.tmdb());
    found = found == null && ids.imdb() != null ? byImdb.get(ids.imdb()) : found;
    return found == null && ids.tvdb() != null ? byTvdb.get(ids.tvdb()) : found;
  }

  /** The names whose key is {@code key}. Lent: not to be changed. */
  TitleVariant[] exact(String key) {
    return byKey.getOrDefault(key, NONE);
  }

  /**
   * The names that may be within {@code edits} of {@code full}.
   *
   * @param year only works within two years of it, and those of unknown year; null for all
   */
  List<TitleVariant> near(String full, int edits, @Nullable Integer year) {
    if (year == null) {
      return pick(trigrams.near(full, edits, 0, Integer.MAX_VALUE));
    }
    List<TitleVariant> out = pick(trigrams.near(full, edits, firstOf(year - 2), firstOf(year + 3)));
    int dated = firstOf(1);
    if (dated > 0) {
      out.addAll(pick(trigrams.near(full, edits, 0, dated)));
    }
    return out;
  }

  /** The names that differ from {@code words} in one word. */
  List<TitleVariant> around(String[] words) {
    return pick(gaps.near(words));
  }

  /**
   * Names that share trigrams with {@code full}, for a wide look; about {@code most} are looked at.
   */
  List<TitleVariant> similar(String full, int most) {
    return pick(trigrams.sharing(full, most));
  }

  private List<TitleVariant> pick(int[] ordinals) {
    List<TitleVariant> out = new ArrayList<>(ordinals.length);
    for (int ordinal : ordinals) {
      out.add(variants[ordinal]);
    }
    return out;
  }

  /** The first name whose work is from {@code year} or later. */
  private int firstOf(int year) {
    int low = 0;
    int high = years.length;
    while (low < high) {
      int middle = low + high >>> 1;
      if (years[middle] < year) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }
}
