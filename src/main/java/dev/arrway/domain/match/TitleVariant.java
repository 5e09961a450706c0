package dev.arrway.domain.match;

import org.jspecify.annotations.Nullable;

/**
 * One of the names of a work.
 *
 * @param work what it names
 * @param full the name as {@link TitleText#full}
 * @param tight the name as {@link TitleText#tight}
 * @param main whether it is the title shown, not an alternate one
 * @param stripped whether a country or year was cut off its end, which upstreams write to tell
 *     namesakes apart: without either, such a name says too little
 * @param year the year that was cut off, or 0
 */
record TitleVariant(
    Work work, String full, String tight, boolean main, boolean stripped, int year) {

  /**
   * Years between {@code wanted} and the nearest that is known of the work, or {@link
   * Work#UNKNOWN}.
   */
  int yearsFrom(@Nullable Integer wanted) {
    int years = work.yearsFrom(wanted);
    return wanted == null || year == 0 ? years : Math.min(years, Math.abs(wanted - year));
  }
}
