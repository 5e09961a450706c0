package dev.arrway.feature.downloads.web;

import dev.arrway.domain.download.Ailment;
import dev.arrway.domain.download.FailureAction;
import dev.arrway.domain.download.FailureRule;
import dev.arrway.domain.download.FailureRules;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** {@code DownloadRules}, both ways; what is left out on the way in has its default. */
record DownloadRulesJson(
    @Nullable Boolean dryRun,
    @Nullable Boolean skipPrivate,
    @Nullable Boolean skipUnknownPrivacy,
    @Nullable Boolean deleteFiles,
    @Nullable List<String> skipCategories,
    @Nullable Rule stalled,
    @Nullable Rule noPeers,
    @Nullable Rule noMetadata,
    @Nullable Rule missingBlocks,
    @Nullable Rule unpackFailed,
    @Nullable Rule encrypted,
    @Nullable Rule importBlocked,
    @Nullable Rule clientError) {

  /** {@code DownloadRule}. */
  record Rule(
      @Nullable Boolean enabled,
      @Nullable Integer strikes,
      @Nullable Integer patienceMinutes,
      @Nullable String action) {
    static Rule of(FailureRule rule) {
      return new Rule(
          rule.enabled(), rule.strikes(), rule.patienceMinutes(), rule.action().wireName());
    }

    FailureRule over(FailureRule standard) {
      return new FailureRule(
          Objects.requireNonNullElse(enabled, standard.enabled()),
          Objects.requireNonNullElse(strikes, standard.strikes()),
          Objects.requireNonNullElse(patienceMinutes, standard.patienceMinutes()),
          action == null ? standard.action() : FailureAction.of(action));
    }
  }

  static DownloadRulesJson of(FailureRules rules) {
    return new DownloadRulesJson(
        rules.dryRun(),
        rules.skipPrivate(),
        rules.skipUnknownPrivacy(),
        rules.deleteFiles(),
        rules.skipCategories(),
        Rule.of(rules.of(Ailment.STALLED)),
        Rule.of(rules.of(Ailment.NO_PEERS)),
        Rule.of(rules.of(Ailment.NO_METADATA)),
        Rule.of(rules.of(Ailment.MISSING_BLOCKS)),
        Rule.of(rules.of(Ailment.UNPACK_FAILED)),
        Rule.of(rules.of(Ailment.ENCRYPTED)),
        Rule.of(rules.of(Ailment.IMPORT_BLOCKED)),
        Rule.of(rules.of(Ailment.CLIENT_ERROR)));
  }

  FailureRules rules() {
    FailureRules standard = FailureRules.DEFAULT;
    Map<Ailment, FailureRule> rules = new EnumMap<>(Ailment.class);
    put(rules, Ailment.STALLED, stalled);
    put(rules, Ailment.NO_PEERS, noPeers);
    put(rules, Ailment.NO_METADATA, noMetadata);
    put(rules, Ailment.MISSING_BLOCKS, missingBlocks);
    put(rules, Ailment.UNPACK_FAILED, unpackFailed);
    put(rules, Ailment.ENCRYPTED, encrypted);
    put(rules, Ailment.IMPORT_BLOCKED, importBlocked);
    put(rules, Ailment.CLIENT_ERROR, clientError);
    return new FailureRules(
        Objects.requireNonNullElse(dryRun, standard.dryRun()),
        Objects.requireNonNullElse(skipPrivate, standard.skipPrivate()),
        Objects.requireNonNullElse(skipUnknownPrivacy, standard.skipUnknownPrivacy()),
        Objects.requireNonNullElse(deleteFiles, standard.deleteFiles()),
        Objects.requireNonNullElse(skipCategories, standard.skipCategories()),
        rules);
  }

  private static void put(Map<Ailment, FailureRule> all, Ailment ailment, @Nullable Rule given) {
    if (given != null) {
      all.put(ailment, given.over(FailureRules.DEFAULT.of(ailment)));
    }
  }
}
