package dev.arrway.domain.parse;

import java.util.Locale;

/**
 * The words and letters that stand beside the number of a season or an episode, in the languages of
 * playlists, and ordinal numbers written as words.
 */
final class EpisodeWords {

  /** The number beside the word is a season's. */
  static final int SEASON = 1;

  /** The number beside the word is an episode's. */
  static final int EPISODE = 2;

  /** An abbreviation that has to touch its number. */
  static final int LETTER = 4;

  /** Means something only where season and episode are both stated. */
  static final int PAIRED = 8;

  /** Used for parts of films as well: other signs of a film outweigh it. */
  static final int WEAK = 16;

  /** Stands before an ordinal number, as {@code 第} does. */
  static final int MARK = 32;

  /** Ends an ordinal number, as in {@code 2nd}. */
  static final int ORDINAL_END = 64;

  /** Stands between season and episode, as in {@code 1x02}. */
  static final int CROSS = 128;

  /** Flags by folded word; where the accents matter, by the word in lower case after {@code =}. */
  private static final WordTable WORDS = new WordTable();

  /** Ordinal numbers stand above this bit. */
  static final int ORDINAL_SHIFT = 16;

  private static final int LONGEST = 16;

  static {
    add(
        SEASON,
        """
        season seasons temporada temporadas temp saison saisons staffel stagione sezon sezona
        sezoni sezonas sezonul sezonu seizoen saeson sasong sesong kausi tuotantokausi evad musim
        hooaeg movsum fasl denboraldia =phần =mùa сезон сезона сезоні маусым κυκλος σεζον
        sez sais stag сез الموسم موسم الجزء فصل עונה सीजन सीज़न ฤดูกาล ซีซั่น ซีซัน シーズン 시즌 季
        """);
    add(SEASON | PAIRED, "series =série =séria =řada rada part parte teil st 期 部 ปี");
    add(SEASON | LETTER, "s t se ss sn");
    add(SEASON | LETTER | PAIRED, "ج م κ с");
    add(
        EPISODE,
        """
        folge folgen bolum blm puntata aflevering afl afsnit avsnitt avsn jakso odcinek odc epizod
        epizoda epizode episodul ep eps epi epis =díl =diel =časť resz serija sērija qism osa
        выпуск випуск сер bol ح серия серии серія серії епизод эпизод епізод επεισοδιο επ الحلقه حلقه ئهلقهي قسمت פרק
        एपिसोड ตอนที่ ตอน =tập エピソード 話 话 集 回 화 회 სერია
        """);
    add(EPISODE | WEAK, "episode episodes episodio episodios episod episodi capitulo capitol cap");
    add(EPISODE | LETTER, "e");
    add(EPISODE | LETTER | PAIRED, "c b f o ε е xe");
    add(MARK, "第 제");
    add(
        ORDINAL_END,
        "a o ra da ta va st nd rd th e er eme ere nd й я ый ой ая а ша ci cu nci ncu inci");
    add(CROSS, "x × х");
    ordinals(
        "first second third fourth fifth sixth seventh eighth",
        "primera segunda tercera cuarta quinta sexta septima octava",
        "primeira segunda terceira quarta quinta sexta setima oitava",
        "premiere deuxieme troisieme quatrieme cinquieme sixieme",
        "prima seconda terza quarta quinta sesta settima",
        "erste zweite dritte vierte funfte sechste",
        "первый второй третий четвертый пятый шестой",
        "الاول الثاني الثالث الرابع الخامس السادس السابع الثامن التاسع العاشر",
        "الاولي الثانيه الثالثه الرابعه الخامسه السادسه السابعه",
        "一 二 三 四 五 六 七 八 九 十");
  }

  private EpisodeWords() {}

  /**
   * Returns what a word says: its flags, and in the high half the number that it means as an
   * ordinal; 0 when it says nothing about episodes.
   */
  static int meaning(String word) {
    if (word.length() > LONGEST) {
      return 0;
    }
    int meaning = WORDS.get(word);
    return meaning == 0 && WordFolding.isWide(word)
        ? WORDS.getExact(word.toLowerCase(Locale.ROOT))
        : meaning;
  }

  private static void add(int flags, String words) {
    for (String word : words.trim().split("\\s+")) {
      WORDS.add(word, flags);
    }
  }

  /**
   * Lists of the words for first, second and so on; a word in several has the same place in all.
   */
  private static void ordinals(String... lists) {
    for (String list : lists) {
      int number = 1;
      for (String word : list.split(" ")) {
        WORDS.add(word, number++ << ORDINAL_SHIFT);
      }
    }
  }
}
