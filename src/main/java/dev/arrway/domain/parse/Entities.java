package dev.arrway.domain.parse;

import java.util.HashMap;
import java.util.Map;

/**
 * Decodes HTML entities, numbered and named ones (those of HTML 4), also where a text was encoded
 * several times ({@code &amp;amp;}).
 */
final class Entities {

  private static final int LONGEST = 12;
  private static final int MOST_TIMES = 4;
  private static final int FIRST_LATIN = 160;

  /** The names of the code points from 160 to 255, in order. */
  private static final String LATIN =
      """
      nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr deg plusmn
      sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest Agrave
      Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml
      ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN
      szlig agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute
      icirc iuml eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml
      yacute thorn yuml
      """;

  /** Further names, each followed by its character. */
  private static final String OTHERS =
      """
      amp & quot " lt < gt > apos ' num # excl ! colon : comma , period . lpar ( rpar ) lsqb [ rsqb ]
      plus + sol / ast * quest ? percnt % dollar $ commat @ vert | verbar | lowbar _ hyphen ‐ dash ‐
      OElig Œ oelig œ Scaron Š scaron š Yuml Ÿ fnof ƒ circ ˆ tilde ˜ ndash – mdash — lsquo ‘ rsquo ’
      sbquo ‚ ldquo “ rdquo ” bdquo „ dagger † Dagger ‡ bull • hellip … permil ‰ prime ′ Prime ″
      lsaquo ‹ rsaquo › oline ‾ frasl ⁄ euro € trade ™ larr ← uarr ↑ rarr → darr ↓ harr ↔ minus −
      infin ∞ hearts ♥ spades ♠ clubs ♣ diams ♦ star ☆ starf ★ check ✓
      Abreve Ă abreve ă Amacr Ā amacr ā Aogon Ą aogon ą Cacute Ć cacute ć Ccaron Č ccaron č Dcaron Ď
      dcaron ď Dstrok Đ dstrok đ Ecaron Ě ecaron ě Emacr Ē emacr ē Eogon Ę eogon ę Edot Ė edot ė
      Gbreve Ğ gbreve ğ Idot İ imath ı inodot ı Imacr Ī imacr ī Lstrok Ł lstrok ł Lcaron Ľ lcaron ľ
      Lacute Ĺ lacute ĺ Nacute Ń nacute ń Ncaron Ň ncaron ň Odblac Ő odblac ő Racute Ŕ racute ŕ Rcaron Ř
      rcaron ř Sacute Ś sacute ś Scedil Ş scedil ş Tcaron Ť tcaron ť Tcedil Ţ tcedil ţ Udblac Ű udblac ű
      Umacr Ū umacr ū Uring Ů uring ů Uogon Ų uogon ų Zacute Ź zacute ź Zcaron Ž zcaron ž Zdot Ż zdot ż
      Alpha Α Beta Β Gamma Γ Delta Δ Epsilon Ε Zeta Ζ Eta Η Theta Θ Iota Ι Kappa Κ Lambda Λ Mu Μ Nu Ν
      Xi Ξ Omicron Ο Pi Π Rho Ρ Sigma Σ Tau Τ Upsilon Υ Phi Φ Chi Χ Psi Ψ Omega Ω alpha α beta β
      gamma γ delta δ epsilon ε zeta ζ eta η theta θ iota ι kappa κ lambda λ mu μ nu ν xi ξ omicron ο
      pi π rho ρ sigmaf ς sigma σ tau τ upsilon υ phi φ chi χ psi ψ omega ω
      """;

  private static final Map<String, Integer> NAMES = new HashMap<>(1024);

  static {
    int point = FIRST_LATIN;
    for (String name : LATIN.trim().split("\\s+")) {
      NAMES.put(name, point++);
    }
    String[] others = OTHERS.trim().split("\\s+");
    for (int i = 0; i + 1 < others.length; i += 2) {
      NAMES.put(others[i], others[i + 1].codePointAt(0));
    }
    NAMES.put("ensp", (int) ' ');
    NAMES.put("emsp", (int) ' ');
    NAMES.put("thinsp", (int) ' ');
  }

  private Entities() {}

  static String decode(String text) {
    String decoded = text;
    for (int i = 0; i < MOST_TIMES; i++) {
      String before = decoded;
      decoded = decodeOnce(before);
      if (decoded.equals(before) || decoded.indexOf('&') < 0) {
        break;
      }
    }
    return decoded;
  }

  private static String decodeOnce(String text) {
    StringBuilder out = new StringBuilder(text.length());
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int end = c == '&' ? semicolon(text, at) : -1;
      int point = end > 0 ? codePoint(text.substring(at + 1, end)) : -1;
      if (point > 0) {
        out.appendCodePoint(point);
        at = end + 1;
      } else {
        out.append(c);
        at++;
      }
    }
    return out.toString();
  }

  private static int semicolon(String text, int from) {
    int limit = Math.min(text.length(), from + LONGEST);
    for (int i = from; i < limit; i++) {
      if (text.charAt(i) == ';') {
        return i;
      }
    }
    return -1;
  }

  private static int codePoint(String entity) {
    return entity.startsWith("#") ? number(entity.substring(1)) : NAMES.getOrDefault(entity, -1);
  }

  private static int number(String digits) {
    try {
      boolean hex = digits.startsWith("x") || digits.startsWith("X");
      int point = hex ? Integer.parseInt(digits.substring(1), 16) : Integer.parseInt(digits);
      return Character.isValidCodePoint(point) ? point : -1;
    } catch (NumberFormatException notANumber) {
      return -1;
    }
  }
}
