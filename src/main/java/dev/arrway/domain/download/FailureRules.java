package dev.arrway.domain.download;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * What one user wants done about downloads that go nowhere.
 *
 * @param dryRun whether it is only told what would be done
 * @param skipPrivate whether torrents of private trackers are never removed, since such trackers
 *     count against whoever leaves
 * @param skipUnknownPrivacy whether, with {@code skipPrivate}, torrents count as private of which
 *     nobody says so
 * @param deleteFiles whether what is removed loses its files, too
 * @param skipCategories of the client; downloads of these are never removed
 * @param rules one for each ailment
 */
public record FailureRules(
    boolean dryRun,
    boolean skipPrivate,
    boolean skipUnknownPrivacy,
    boolean deleteFiles,
    List<String> skipCategories,
    Map<Ailment, FailureRule> rules) {
  /** What holds for a user who has said nothing: nothing is enabled. */
  public static final FailureRules DEFAULT =
      new FailureRules(true, true, true, true, List.of(), Map.of());

  public FailureRules {
    skipCategories = List.copyOf(skipCategories);
    Map<Ailment, FailureRule> all = new EnumMap<>(Ailment.class);
    for (Ailment ailment : Ailment.values()) {
      all.put(ailment, Objects.requireNonNullElse(rules.get(ailment), standard(ailment)));
    }
    rules = Map.copyOf(all);
  }

  private static FailureRule standard(Ailment ailment) {
    return switch (ailment) {
      case STALLED, NO_PEERS -> rule(10, 120, FailureAction.REMOVE_BLOCKLIST_AND_SEARCH);
      case NO_METADATA -> rule(10, 60, FailureAction.REMOVE_BLOCKLIST_AND_SEARCH);
      case MISSING_BLOCKS, UNPACK_FAILED, ENCRYPTED ->
          rule(2, 0, FailureAction.REMOVE_BLOCKLIST_AND_SEARCH);
      case IMPORT_BLOCKED -> rule(3, 15, FailureAction.NOTIFY);
      case CLIENT_ERROR -> rule(3, 15, FailureAction.NOTIFY);
    };
  }

  private static FailureRule rule(int strikes, int minutes, FailureAction action) {
    return new FailureRule(false, strikes, minutes, action);
  }

  /** The rule for an ailment. */
  public FailureRule of(Ailment ailment) {
    return Objects.requireNonNull(rules.get(ailment));
  }

  /** Whether anything is looked for at all. */
  public boolean anyEnabled() {
    return rules.values().stream().anyMatch(FailureRule::enabled);
  }

  /** Why a download is never removed; {@link Spared#NOT} when nothing speaks for it. */
  Spared spares(Download download) {
    String category = download.category();
    if (category != null
        && skipCategories.stream()
            .anyMatch(
                one -> one.toLowerCase(Locale.ROOT).equals(category.toLowerCase(Locale.ROOT)))) {
      return Spared.CATEGORY;
    }
    if (!skipPrivate || download.kind() != DownloadKind.TORRENT) {
      return Spared.NOT;
    }
    Boolean known = download.isPrivate();
    if (known == null) {
      return skipUnknownPrivacy ? Spared.UNKNOWN_PRIVACY : Spared.NOT;
    }
    return known ? Spared.PRIVATE : Spared.NOT;
  }
}
