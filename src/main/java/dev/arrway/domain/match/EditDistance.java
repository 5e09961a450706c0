package dev.arrway.domain.match;

/**
 * Edits between two titles: insert, delete, replace, swap neighbours. A lost letter ({@link
 * TitleText#LOST}) equals any.
 */
final class EditDistance {

  private EditDistance() {}

  /** The number of edits, or {@code most + 1} when there are more than {@code most}. */
  static int bounded(String a, String b, int most) {
    int excess = most + 1;
    if (Math.abs(a.length() - b.length()) > most) {
      return excess;
    }
    int width = b.length() + 1;
    int[] before = new int[width];
    int[] last = new int[width];
    int[] row = new int[width];
    for (int j = 0; j < width; j++) {
      last[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int from = Math.max(1, i - most);
      int to = Math.min(b.length(), i + most);
      row[from - 1] = from == 1 ? i : excess;
      int least = row[from - 1];
      for (int j = from; j <= to; j++) {
        row[j] = cell(a, b, i, j, before, last, row, j == i + most ? excess : last[j]);
        least = Math.min(least, row[j]);
      }
      if (least > most) {
        return excess;
      }
      int[] spare = before;
      before = last;
      last = row;
      row = spare;
    }
    return Math.min(last[b.length()], excess);
  }

  private static int cell(
      String a, String b, int i, int j, int[] before, int[] last, int[] row, int above) {
    char x = a.charAt(i - 1);
    char y = b.charAt(j - 1);
    boolean same = x == y || x == TitleText.LOST || y == TitleText.LOST;
    int best = Math.min(last[j - 1] + (same ? 0 : 1), Math.min(row[j - 1], above) + 1);
    if (i > 1 && j > 1 && x == b.charAt(j - 2) && a.charAt(i - 2) == y) {
      best = Math.min(best, before[j - 2] + 1);
    }
    return best;
  }
}
