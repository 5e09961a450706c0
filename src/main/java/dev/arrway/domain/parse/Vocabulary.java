package dev.arrway.domain.parse;

import java.util.Locale;
import java.util.Set;

/** The words that playlists put around titles, by what they mean. All upper-case. */
final class Vocabulary {

  /** Quality words that no title ends with. */
  private static final Set<String> CLEAR_QUALITY =
      words(
          "4K 8K UHD FHD QHD HD 2160P 1440P 1080P 1080I 720P 576P 540P 480P 360P 3840P HDR HDR10",
          "HDR10+ HEVC H264 H265 H.264 H.265 X264 X265 AVC AV1 10BIT 8BIT 60FPS 50FPS BLURAY",
          "BLU-RAY BRRIP BDRIP WEBRIP WEB-RIP WEB-DL WEBDL HDTV DVDRIP HDRIP HDCAM HDTS REMUX",
          "ATMOS DDP5.1 DD5.1 AAC AC3 DTS MULTI-SUB MULTISUB MULTI-SUBS MULTISUBS VOSTFR MULTI",
          "ULTRAHD FULLHD");

  /**
   * Quality words that may also be words: believed in brackets, after a year and before a
   * separator.
   */
  private static final Set<String> LOOSE_QUALITY =
      words(
          "SD CAM TS TC TELESYNC L D SUB SUBS SUBBED DUB DUBBED DUBLADO LEGENDADO DUBLAJ ALTYAZI",
          "DUAL LEG VF VO VOST VFF VFQ VFI TRUEFRENCH RAW IMAX 3D WEB HQ LQ DV DOLBY VISION UNCUT",
          "EXTENDED REMASTERED UNRATED PROPER REPACK HYBRID ULTRA FULL LOW HIGH AUDIO DVD SDR");

  private static final Set<String> LANGUAGES =
      words(
          "EN ENG ENGLISH FR FRA FRE FRENCH DE GER DEU GERMAN DEUTSCH ES ESP SPA SPANISH CAST LAT",
          "LATINO LATAM IT ITA ITALIAN PT POR PT-BR PTBR BR PORTUGUESE NL DUT NLD DUTCH BE TR TUR",
          "TURKISH TURK PL POL POLISH AR ARA ARAB ARABIC RU RUS RUSSIAN SE SW SWE SV SWEDISH DK DAN",
          "DANISH NO NOR FI FIN SCAND NORDIC UK US USA GB CA AU NZ IE IN IND HIN HINDI TAM TAMIL",
          "TEL TELUGU MAL PB PUNJABI URDU PK BD EXYU EX-YU YU NC GR GRE GREEK RO ROM ROU AL ALB HU",
          "HUN CZ CZE CS SK SVK BG BUL HR SRB RS SI SLO MK BA IL HEB IR FA PER PERSIAN KU KUR KURD",
          "AF AFG AZ AZE KZ GE AM ARM UA UKR LT LV EE JP JA JAP JPN KR KO KOR CN CH CHN ZH CHI AT",
          "TH THA VN VIE ID INDO MY PH FIL TW HK SG MX ARG CL CO PE VE DO CU AFR SO SOM ET ZA NG",
          "BALKAN ASIA ASIAN");

  private static final Set<String> PROVIDERS =
      words(
          "NF NETFLIX AMZ AMZN PRIME PRIMEVIDEO D+ DSNP DISNEY DISNEY+ A+ ATV ATV+ APPLE APPLE+ P+",
          "PMTP PARAMOUNT PARAMOUNT+ MAX HBO HMAX HULU PCOK PEACOCK SKY OSN OSN+ SHAHID STARZ CR",
          "TOP VIP NEW SC VOD VC TOD BLUTV EXXEN GAIN CANAL CANAL+ CRAVE STAN VIAPLAY RAKUTEN");

  /** Countries that tell series of one name apart. */
  private static final Set<String> COUNTRIES =
      words("US UK AU CA NZ JP IE ZA IN DE FR ES IT SE DK NO FI NL BE PL TR BR MX AR KR CN IL RU");

  private static final Set<String> ARTICLES =
      words(
          "THE A AN LE LA LES L' UN UNE DER DIE DAS EIN EINE EL LOS LAS UNA IL LO GLI I O OS AS UM",
          "UMA DE HET EEN DEN DET ET");

  private Vocabulary() {}

  /** Whether {@code word} is, alone, a tag of any kind; compounds such as {@code 4K-EN} count. */
  static boolean isTag(String word) {
    String upper = word.toUpperCase(Locale.ROOT);
    return isSimpleTag(upper) || isCompound(upper);
  }

  static boolean isClearQuality(String word) {
    String upper = word.toUpperCase(Locale.ROOT);
    return CLEAR_QUALITY.contains(upper) || upper.startsWith("X26") || upper.startsWith("H26");
  }

  static boolean isQuality(String upper) {
    return CLEAR_QUALITY.contains(upper) || LOOSE_QUALITY.contains(upper);
  }

  static boolean isCountry(String upper) {
    return COUNTRIES.contains(upper);
  }

  static boolean isArticle(String word) {
    return ARTICLES.contains(word.toUpperCase(Locale.ROOT));
  }

  private static boolean isSimpleTag(String upper) {
    return isQuality(upper) || LANGUAGES.contains(upper) || PROVIDERS.contains(upper);
  }

  private static boolean isCompound(String upper) {
    int start = 0;
    int parts = 0;
    for (int i = 0; i <= upper.length(); i++) {
      if (i == upper.length() || "-/&,. ".indexOf(upper.charAt(i)) >= 0) {
        if (i > start) {
          if (!isSimpleTag(upper.substring(start, i))) {
            return false;
          }
          parts++;
        }
        start = i + 1;
      }
    }
    return parts > 0;
  }

  private static Set<String> words(String... lines) {
    return Set.of(String.join(" ", lines).split(" "));
  }
}
