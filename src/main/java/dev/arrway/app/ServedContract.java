package dev.arrway.app;

import dev.arrway.gateway.ContractDocument;
import dev.arrway.gateway.ContractFragment;
import java.util.List;

/** The contract of this program: which fragments it consists of, in the order of the tags. */
public final class ServedContract {
  private static final int COMMON = 0;
  private static final int GATEWAY = 1;
  private static final int FIRST = 2;
  private static final int SECOND = 3;
  private static final int THIRD = 4;
  private static final int FOURTH = 5;
  private static final int FIFTH = 6;

  /** Every fragment; the tiers are those of the features. */
  static final List<ContractFragment> FRAGMENTS =
      List.of(
          new ContractFragment("common", COMMON),
          new ContractFragment("accounts", SECOND),
          new ContractFragment("audit", FIRST),
          new ContractFragment("instances", FIRST),
          new ContractFragment("drift", SECOND),
          new ContractFragment("arrs", THIRD),
          new ContractFragment("libraries", SECOND),
          new ContractFragment("quality", FOURTH),
          new ContractFragment("calendar", FOURTH),
          new ContractFragment("mediaservers", SECOND),
          new ContractFragment("outbox", FIRST),
          new ContractFragment("downloads", FOURTH),
          new ContractFragment("schedules", SECOND),
          new ContractFragment("timelines", SECOND),
          new ContractFragment("playlists", FIRST),
          new ContractFragment("missing", FOURTH),
          new ContractFragment("imports", FIFTH),
          new ContractFragment("monitoring", FOURTH),
          new ContractFragment("webhooks", FOURTH),
          new ContractFragment("gateway", GATEWAY),
          new ContractFragment("subscriptions", SECOND));

  private ServedContract() {}

  /** Returns the contract with the vendors of a catalog. */
  public static ContractDocument of(UpstreamCatalog catalog) {
    return ContractDocument.of(FRAGMENTS, catalog.contractValues());
  }
}
