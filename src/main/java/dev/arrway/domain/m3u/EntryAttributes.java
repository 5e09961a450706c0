package dev.arrway.domain.m3u;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Arrays;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map over an array of key, value, key, value: entries have about five attributes,
 * where a hash table costs more than it saves.
 */
final class EntryAttributes extends AbstractMap<String, String> {

  private final String[] pairs;

  private EntryAttributes(String[] pairs) {
    this.pairs = pairs;
  }

  static EntryAttributes of(String[] pairs, int length) {
    return new EntryAttributes(Arrays.copyOf(pairs, length));
  }

  @Override
  public @Nullable String get(@Nullable Object key) {
    for (int i = 0; i < pairs.length; i += 2) {
      if (pairs[i].equals(key)) {
        return pairs[i + 1];
      }
    }
    return null;
  }

  @Override
  public boolean containsKey(@Nullable Object key) {
    return get(key) != null;
  }

  @Override
  public int size() {
    return pairs.length / 2;
  }

  @Override
  public Set<Map.Entry<String, String>> entrySet() {
    return new AbstractSet<>() {
      @Override
      public Iterator<Map.Entry<String, String>> iterator() {
        return new PairIterator(pairs);
      }

      @Override
      public int size() {
        return pairs.length / 2;
      }
    };
  }

  private static final class PairIterator implements Iterator<Map.Entry<String, String>> {
    private final String[] pairs;
    private int at;

    PairIterator(String[] pairs) {
      this.pairs = pairs;
    }

    @Override
    public boolean hasNext() {
      return at < pairs.length;
    }

    @Override
    public Map.Entry<String, String> next() {
      if (!hasNext()) {
        throw new NoSuchElementException();
      }
      at += 2;
      return Map.entry(pairs[at - 2], pairs[at - 1]);
    }
  }
}
