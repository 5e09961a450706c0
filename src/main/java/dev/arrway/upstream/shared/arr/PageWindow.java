package dev.arrway.upstream.shared.arr;

/**
 * Which pages hold a part of a list, when the server counts pages and the asker counts rows.
 *
 * @param page the first page to ask for, 1-based
 * @param pages one or two pages, one after another
 * @param size rows a page, at most {@link #LARGEST}
 * @param skip rows to leave out at the beginning of what the pages hold
 * @param limit rows to keep after them
 */
record PageWindow(int page, int pages, int size, int skip, int limit) {
  /** The servers know no largest page; this one keeps answers small. */
  static final int LARGEST = 1_000;

  /**
   * The fewest pages, and of those the smallest: one page that spans the part when its size is at
   * most twice the limit, else two of the limit's size.
   *
   * @param offset at least 0
   * @param limit 1 to {@link #LARGEST}
   */
  static PageWindow of(int offset, int limit) {
    if (offset < 0 || limit < 1 || limit > LARGEST) {
      throw new IllegalArgumentException(
          "offset " + offset + ", limit " + limit + ": must be at least 0, and 1 to " + LARGEST);
    }
    long last = (long) offset + limit - 1;
    for (int size = limit; size <= Math.min(LARGEST, 2 * limit); size++) {
      if (offset / size == last / size) {
        return new PageWindow(offset / size + 1, 1, size, offset % size, limit);
      }
    }
    return new PageWindow(offset / limit + 1, 2, limit, offset % limit, limit);
  }
}
