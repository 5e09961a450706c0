package dev.arrway.domain.parse;

import java.util.Set;

/** The lists of words behind {@link Vocabulary}. Case and accents do not matter. */
final class TagWords {

  /** Picture, sound and source. */
  static final String CLEAR_QUALITY =
      """
      4k 8k uhd fhd qhd hd 2160p 1440p 1080p 1080i 720p 576p 540p 480p 360p 3840p hdr hdr10 hdr10+
      hevc h264 h265 h.264 h.265 x264 x265 avc av1 10bit 8bit 60fps 50fps bluray blu-ray brrip bdrip
      webrip web-rip web-dl webdl hdtv dvdrip hdrip hdcam hdts hdtc camrip tvrip satrip hdlight
      4klight microhd remux atmos ddp5.1 dd5.1 ddp5 dd5 aac ac3 dts multi-sub multisub multi-subs
      multisubs multi ultrahd fullhd full-hd hdr+ hdr10plus dolbyvision hd+ fhd+ uhd+ bdremux
      web-dlrip webdlrip dvdscr screener telesync 超清 高清 蓝光
      """;

  /** Quality words that may also be words of a title. */
  static final String LOOSE_QUALITY =
      """
      sd cam ts tc l d sub subs dub dual leg imax 3d web hq lq dv dolby vision uncut uncensored extended
      remastered unrated proper repack hybrid ultra full low high audio dvd sdr raw
      """;

  /** Which translation is meant, in the languages of the viewers. */
  static final String TRANSLATION_NOTES =
      """
      vf vostfr vost vose vosi vosta subfrench truefrench vff vfq vfi subbed dubbed dublado dublada
      dublados legendado legendada legendados dublaj dublajli altyazili altyazi altyazisiz izle
      vietsub subtitulado subtitulada subtitulados subita sub-ita doblado doblada lektor napisy
      dubbing dabing titulky feliratos szinkron szinkronos subtitrat subtitrata titlovano
      ondertiteld gesproken undertekster undertext untertitel synchronisiert sous-titre
      дубляж дублированный дубльований субтитры субтитри озвучка одноголосый многоголосый лицензия
      переклад лостфильм lostfilm مترجم مترجمة مدبلج مدبلجة دوبله دوبلة زیرنویس
      国语 国語 中字 粤语 中文字幕 国语中字 双语 字幕 字幕版 吹替 吹替版 日本語吹替 더빙 자막
      พากย์ไทย ซับไทย พากย์ thuyếtminh lồngtiếng μεταγλωττισμενο υποτιτλοι מדובב תרגום
      subthai subindo hindi-dubbed كامل كاملة
      """;

  /** Names of file hosts and providers, which some names carry in brackets. */
  static final String HOSTS =
      """
      pixeldrain streamtape doodstream fembed uptobox mega.nz gdrive googledrive 1fichier mixdrop
      upstream vidoza voe netu okru terabox mediafire streamwish filemoon vidhide telegram
      """;

  /** Editions, ratings, running times and other notes behind a title. */
  static final String NOTES =
      """
      vo lat latino latina castellano theatrical cut version versión versão edition director's
      directors final redux special collector's anniversary imdb tmdb puan rating note nota min mins
      minutes dk dakika г sa saat hr hrs std tur türü genre genero gatunek online completo completa
      complete movie trailer svensk norsk dansk text tale textad tekst tekstet tekstitys suomi
      suomeksi yerli yabanci filmler film thuyet minh thuyết tieng tiếng phụ đề viet fsk audio áudio
      dublagem legenda trzy deutsch no-sub nosub original
      remake restored restaurada colorized legendas dubs
      """;

  /** Languages and countries that are words too ({@code IT}, {@code US}, {@code NO}). */
  static final String CODES =
      """
      de es it se sv no be in us usa ar al am af at ch co cl cu do et ee fa fi ge id ie il ir is
      kz la lt lv ma mal me mk mx my nz pe ph ve vie za ba az so ro ca au by si cs pk bd kur kurd ku
      nor fin est per tel tam heb hin ind tha int
      """;

  /** Codes that are nothing but codes. */
  static final String UNMISTAKABLE_CODES =
      """
      en eng fr fra fre ger deu esp spa ita por pt ptbr pt-br br pl pol tr tur turk ru rus swe sw dk
      dan nl nld dut gr gre hu hun cz cze sk svk slo bg bul hrv srb rs hr jp jpn jap ja kr kor cn chn
      zh tw hk vn th ua ukr uk gb latam qfr vostfr exyu ex-yu scand alb rom rou arm aze afr ara arab afg
      som ng arg fil bal
      """;

  /** Services and sections of a service. */
  static final String SERVICES =
      """
      nf netflix amz amzn prime primevideo d+ dsnp disney disney+ a+ atv atv+ apple apple+ p+ pmtp
      paramount paramount+ max hbo hmax hulu pcok peacock sky osn osn+ shahid starz cr top vip new
      sc vod vc tod blutv exxen gain canal canal+ crave stan viaplay rakuten nc chi pb yu asia asian
      globoplay star+ showtime tabii puhutv mubi crunchyroll
      """;

  /** Names of languages. */
  static final String LANGUAGES =
      """
      lat latino latina castellano english french français francais german deutsch spanish español espanol cast italian italiano
      portuguese português dutch turkish türkçe turkce polish polski polskie arabic russian swedish
      danish nordic finnish hindi tamil telugu punjabi urdu malayalam kannada bengali hebrew persian
      farsi kurdish greek romanian albanian hungarian czech slovak bulgarian serbian croatian ukrainian
      japanese korean chinese mandarin cantonese thai vietnamese indo indonesian indonesia balkan
      русский украинский فارسی عربي العربية nederlands vlaams český česky magyar română srpski hrvatski
      català catalan euskera galego bilingual 日语 英语 韩语
      """;

  /** Names of countries, which stand beside years. */
  static final String COUNTRIES =
      """
      america england britain france germany almanya fransa italy italia italya spain españa portugal
      brazil brasil turkey türkiye turkiye russia россия ссср сша германия франция italië poland polska
      netherlands belgium sweden sverige norway denmark finland greece romania hungary czech
      czechoslovakia yugoslavia india japan korea china taiwan thailand vietnam mexico méxico argentina
      canada kanada australia ireland scotland israel iran egypt lebanon morocco algeria tunisia
      austria österreich switzerland schweiz iceland luxembourg estonia latvia lithuania slovakia
      slovenia bulgaria serbia croatia ukraine colombia chile peru cuba pakistan malaysia
      indonesia philippines nigeria international hindistan japonya güney kore rusya ispanya
      """;

  static final String GENRES =
      """
      action accion acción ação acao azione aksiyon adventure aventura aventure avventura macera
      animation animação animacion animasyon animated comedy comédie comedie comedia comédia commedia
      komedi komedie komödie crime crimen policial polisiye suc suç drama drame dramma dram dramat
      documentary documentaire documental documentario belgesel doku family famille familia família
      famiglia aile fantasy fantastique fantasia fantastik history histoire historia storia tarih
      tarihi horror horreur terror orrore korku music musical müzikal mystery mystère misterio mistero
      gizem giallo romance romantik romantico romántico romantica romantisch sci-fi scifi science
      fiction fantascienza ficção ciencia ficción bilim kurgu thriller suspense gerilim war guerre
      guerra savaş western biography biographie biografia biografía biyografi sport komödien
      боевик драма комедия триллер ужасы фантастика мелодрама приключения детектив мультфильм
      семейный военный исторический
      أكشن دراما كوميدي رعب 剧情 喜剧 动作
      """;

  /** Genres of films that are no usual categories of channels. */
  static final String FILM_GENRES =
      """
      action accion acción ação acao azione aksiyon adventure aventura aventure avventura macera
      abenteuer crime crimen policial polisiye suc suç krimi drama drame dramma dram dramat horror
      horreur terror orrore korku mystery mystère misterio mistero gizem gerilim thriller suspense
      romance romantik romantico romántico romantica sci-fi scifi fantascienza ficção war guerre
      guerra savaş western biography biografia biografía biyografi боевик драма триллер ужасы
      фантастика мелодрама детектив أكشن دراما رعب 剧情 动作
      """;

  static final String FILM =
      """
      film films filmler filmleri filmi filme filmes filmy filmek filmovi movie movies pelicula
      peliculas película películas cine cinema cinéma sinema kino kinofilm filmai elokuva elokuvat
      фильм фильмы фильма фільм фільми филми кино فيلم فلم أفلام افلام فیلم סרט סרטים ταινια ταινιες
      电影 影片 影院 映画 영화 phim หนัง
      """;

  /** Singular words for what an entry is, which stand before its title. */
  static final String TYPES =
      """
      film movie filme pelicula films movies filmes peliculas serie series dizi serial show anime phim фильм сериал мультфильм
      фильмы серіал филм فيلم فلم مسلسل مسلسلات مشاهدة برنامج انمي مسرحية سریال סרט סדרה
      """;

  /** Names such as "full film" of entries whose title is the name of their group. */
  static final Set<String> FEATURES =
      Set.of(
          "正片",
          "全片",
          "完整版",
          "全集",
          "国语",
          "中字",
          "hd",
          "full",
          "full movie",
          "movie",
          "tap full",
          "full hd",
          "pelicula completa",
          "pelicula",
          "filme completo",
          "filme",
          "film complet",
          "film",
          "фильм",
          "filmi izle",
          "tek parca",
          "trailer",
          "phim full");

  /** First words of groups that hold films. */
  static final Set<String> FILM_GROUPS =
      Set.of(
          "movies",
          "films",
          "filmes",
          "filme",
          "filmler",
          "filmleri",
          "peliculas",
          "pelicula",
          "фильмы",
          "фильмі",
          "фільми",
          "افلام",
          "phim",
          "filmy",
          "filmek",
          "filmovi",
          "filmai");

  static final String SERIES =
      """
      series serie série séries serien seriale serial serials serije seriály seriály sorozat sorozatok
      serier sarjat seriaali dizi diziler dizileri tvshow tvshows shows srs soap novela novelas telenovela telenovelas anime
      animes episodes dorama doramas kdrama
      сериал сериалы серіал серіали аниме шоу مسلسل مسلسلات سریال סדרה סדרות σειρα σειρες
      电视剧 连续剧 剧集 综艺 动漫 ドラマ アニメ 드라마 예능 ละคร ซีรี่ย์ ซีรีส์ phimbộ
      """;

  static final String CHANNEL =
      """
      channel channels canal canais canales kanal kanallar kanäle kanały tv live sport sports spor
      deporte deportes esporte esportes news noticias haber nachrichten radio ulusal yerel general
      geral generale vollprogramm soccer football futbol futebol ppv event events eventos streams 24/7
      24h horas kids çocuk club каналы новости спорт قنوات رياضة الرياضة 卫视 频道 央视 ערוצים
      entertainment local locals
      """;

  /** Words of groups that name no title. */
  static final String GENERIC =
      """
      all new added latest recent recently son eklenenler novidades lançamentos lancamentos estrenos
      novedades single korea general vod em in the and de of e y & mais more other others diğer outros
      top best popular trending full fullhd multi subs sub kids kinder infantil adult xxx
      phimle tvshows movies collection collections sagas saga saison season temporada staffel stagione
      sezon world intl int international vip premium
      """;

  /** Countries that tell series of one name apart. */
  static final Set<String> NAMESAKE_COUNTRIES =
      Set.of(
          "US", "UK", "AU", "CA", "NZ", "JP", "IE", "ZA", "IN", "DE", "FR", "ES", "IT", "SE", "DK",
          "NO", "FI", "NL", "BE", "PL", "TR", "BR", "MX", "AR", "KR", "CN", "IL", "RU");

  static final Set<String> ARTICLES =
      Set.of(
          "THE", "A", "AN", "LE", "LA", "LES", "L'", "UN", "UNE", "DER", "DIE", "DAS", "EIN",
          "EINE", "EL", "LOS", "LAS", "UNA", "IL", "LO", "GLI", "I", "O", "OS", "AS", "UM", "UMA",
          "DE", "HET", "EEN", "DEN", "DET", "ET");

  private TagWords() {}
}
