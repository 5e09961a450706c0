package dev.arrway.sandbox;

import java.util.List;

/**
 * Titles beyond the stored catalogue, each a function of its number alone, so that servers of any
 * size agree about them. No two numbers below 300,000 give the same title and year.
 */
final class GeneratedTitles {
  private static final List<String> FIRST =
      List.of(
          "Amber",
          "Ashen",
          "Brass",
          "Brittle",
          "Cobalt",
          "Copper",
          "Crooked",
          "Distant",
          "Drowned",
          "Eastern",
          "Faded",
          "Feral",
          "Gilded",
          "Glass",
          "Hollow",
          "Humble",
          "Ivory",
          "Jaded",
          "Knotted",
          "Lunar",
          "Marble",
          "Muted",
          "Narrow",
          "Northern",
          "Opal",
          "Paper",
          "Patient",
          "Quiet",
          "Restless",
          "Rusted",
          "Saffron",
          "Scarlet",
          "Secret",
          "Silver",
          "Southern",
          "Sunken",
          "Tender",
          "Tidal",
          "Velvet",
          "Wandering");
  private static final List<String> SECOND =
      List.of(
          "Anchor",
          "Archive",
          "Bakery",
          "Balcony",
          "Beacon",
          "Canal",
          "Carousel",
          "Cathedral",
          "Cellar",
          "Chimney",
          "Circus",
          "Comet",
          "Compass",
          "Courier",
          "Dancer",
          "Diver",
          "Engine",
          "Ferry",
          "Fiddler",
          "Gardener",
          "Granary",
          "Harbour",
          "Harvest",
          "Island",
          "Jeweller",
          "Kitchen",
          "Lantern",
          "Ledger",
          "Lighthouse",
          "Locksmith",
          "Meadow",
          "Miller",
          "Monsoon",
          "Notebook",
          "Orchard",
          "Parade",
          "Pilgrim",
          "Printer",
          "Quarry",
          "Railway",
          "Sailor",
          "Shepherd",
          "Station",
          "Surgeon",
          "Tailor",
          "Theatre",
          "Tram",
          "Valley",
          "Weaver",
          "Window");
  private static final List<String> PLACE =
      List.of(
          "Aldermoor",
          "Bexhollow",
          "Calderwick",
          "Dunmarrow",
          "Elsterbruck",
          "Farrowgate",
          "Greywater",
          "Hallstrand",
          "Ingelby",
          "Jorvale",
          "Kestrelford",
          "Lindenau",
          "Marrowby",
          "Norrheim",
          "Ostervik",
          "Pellworth",
          "Quillan",
          "Ravensund",
          "Sallowfield",
          "Thornmere",
          "Ulverstad",
          "Varnholt",
          "Westerlaan",
          "Yarrowdale",
          "Zellingen");
  private static final int FORMS = 6;
  private static final int PERIOD = 300_000;
  private static final long STEP = 100_003;

  private GeneratedTitles() {}

  static Title movie(int number) {
    return make(number, 1_000_000 + number, String.format("tt%08d", 20_000_000 + number));
  }

  static Title series(int number) {
    return make(number, 500_000 + number, "");
  }

  private static Title make(int number, int id, String imdbId) {
    // STEP shares no factor with PERIOD, so this visits each combination once.
    var mixed = (int) (number % PERIOD * STEP % PERIOD);
    var first = FIRST.get(mixed % FIRST.size());
    var rest = mixed / FIRST.size();
    var second = SECOND.get(rest % SECOND.size());
    rest /= SECOND.size();
    var place = PLACE.get(rest % PLACE.size());
    var name = form(rest / PLACE.size() % FORMS, first, second, place);
    return new Title(id, imdbId, name, name, 1950 + Math.floorMod(mixed * 31, 76), List.of());
  }

  private static String form(int form, String first, String second, String place) {
    return switch (form) {
      case 0 -> "The " + first + " " + second + " of " + place;
      case 1 -> first + " " + second + ", " + place;
      case 2 -> place + " and the " + first + " " + second;
      case 3 -> "Return to " + place + ": " + first + " " + second;
      case 4 -> "A " + first + " " + second + " in " + place;
      default -> first + " " + second + " of " + place + " 2";
    };
  }
}
