package dev.arrway.domain.match;

/** How an entry was matched. */
public enum MatchMethod {
  TMDB("tmdb"),
  IMDB("imdb"),
  TVDB("tvdb"),
  /** Title and year agree, the year exactly or to within one. */
  TITLE_YEAR("title_year"),
  /**
   * The title agrees; one side states no year. In the API this is {@code title_year} too: the
   * reasons tell.
   */
  TITLE("title_year"),
  /** The title nearly agrees. */
  FUZZY("fuzzy"),
  NONE("none");

  private final String wireName;

  MatchMethod(String wireName) {
    this.wireName = wireName;
  }

  /** The name in the API: tmdb, imdb, tvdb, title_year, fuzzy or none. */
  public String wireName() {
    return wireName;
  }
}
