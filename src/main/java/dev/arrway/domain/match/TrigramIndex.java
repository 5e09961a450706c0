package dev.arrway.domain.match;

import java.util.Arrays;

/**
 * Finds texts that share a rare trigram with a query. Postings lie in one array, bucket by bucket,
 * in the order of the texts; when those are sorted by year, a span of years is a span of each
 * bucket.
 *
 * <p>A text within d edits of the query shares one of any 4d+1 of its trigrams, since an edit
 * spoils at most four; so only that many of the rarest buckets need to be read.
 */
final class TrigramIndex {

  private static final int MIN_BITS = 10;
  private static final int MAX_BITS = 20;
  private static final int SPOILED_BY_EDIT = 4;

  private final int shift;
  private final int[] starts;
  private final int[] postings;

  TrigramIndex(String[] texts) {
    int bits =
        Math.max(MIN_BITS, Math.min(MAX_BITS, 34 - Integer.numberOfLeadingZeros(texts.length | 1)));
    this.shift = 32 - bits;
    this.starts = new int[(1 << bits) + 1];
    for (String text : texts) {
      for (int i = 0; i + 3 <= text.length(); i++) {
        starts[bucket(text, i) + 1]++;
      }
    }
    for (int i = 1; i < starts.length; i++) {
      starts[i] += starts[i - 1];
    }
    this.postings = new int[starts[starts.length - 1]];
    int[] next = Arrays.copyOf(starts, starts.length - 1);
    for (int ordinal = 0; ordinal < texts.length; ordinal++) {
      for (int i = 0; i + 3 <= texts[ordinal].length(); i++) {
        postings[next[bucket(texts[ordinal], i)]++] = ordinal;
      }
    }
  }

  private int bucket(String text, int at) {
    int hash = text.charAt(at) * 0x9E3779B1;
    hash = (hash ^ text.charAt(at + 1)) * 0x85EBCA77;
    hash = (hash ^ text.charAt(at + 2)) * 0xC2B2AE3D;
    return (hash ^ hash >>> 15) * 0x27D4EB2F >>> shift;
  }

  /**
   * The ordinals in {@code [from, to)} of texts that may be within {@code edits} of {@code query},
   * ascending.
   */
  int[] near(String query, int edits, int from, int to) {
    return gather(query, SPOILED_BY_EDIT * edits + 1, from, to, Integer.MAX_VALUE);
  }

  /**
   * The ordinals of texts that share any of the rarer trigrams, ascending; at most about {@code
   * most} postings are read.
   */
  int[] sharing(String query, int most) {
    return gather(query, query.length(), 0, Integer.MAX_VALUE, most);
  }

  private int[] gather(String query, int buckets, int from, int to, int most) {
    long[] spans = spans(query, from, to);
    int[] out = new int[64];
    int size = 0;
    for (int i = 0; i < spans.length && i < buckets; i++) {
      int bucket = (int) spans[i];
      int count = (int) (spans[i] >>> 32);
      if (size + count > most) {
        break;
      }
      if (size + count > out.length) {
        out = Arrays.copyOf(out, Math.max(out.length * 2, size + count));
      }
      System.arraycopy(postings, lower(bucket, from), out, size, count);
      size += count;
    }
    return distinct(out, size);
  }

  /** The query's buckets, the smallest first: size in the high half, bucket in the low one. */
  private long[] spans(String query, int from, int to) {
    long[] spans = new long[Math.max(0, query.length() - 2)];
    int size = 0;
    for (int i = 0; i + 3 <= query.length(); i++) {
      boolean lost =
          query.charAt(i) == TitleText.LOST
              || query.charAt(i + 1) == TitleText.LOST
              || query.charAt(i + 2) == TitleText.LOST;
      if (!lost) {
        int bucket = bucket(query, i);
        spans[size++] = (long) (lower(bucket, to) - lower(bucket, from)) << 32 | bucket;
      }
    }
    Arrays.sort(spans, 0, size);
    return Arrays.copyOf(spans, size);
  }

  /** The first place in a bucket whose ordinal is at least {@code ordinal}. */
  private int lower(int bucket, int ordinal) {
    int low = starts[bucket];
    int high = starts[bucket + 1];
    if (ordinal == 0) {
      return low;
    }
    if (ordinal == Integer.MAX_VALUE) {
      return high;
    }
    while (low < high) {
      int middle = low + high >>> 1;
      if (postings[middle] < ordinal) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low;
  }

  private static int[] distinct(int[] values, int size) {
    Arrays.sort(values, 0, size);
    int kept = 0;
    for (int i = 0; i < size; i++) {
      if (i == 0 || values[i] != values[i - 1]) {
        values[kept++] = values[i];
      }
    }
    return Arrays.copyOf(values, kept);
  }
}
