package dev.arrway.feature.accounts;

import dev.arrway.platform.config.Secret;

/** Proves that whoever makes the first administrator is the owner: who reads the console. */
public final class SetupCode {
  private static final int GROUP = 4;
  private static final int GROUPS = 4;

  private final Secret code;

  private SetupCode(Secret code) {
    this.code = code;
  }

  /** The one that the owner configured, or a new one (95 random bits) when that is empty. */
  public static SetupCode givenOrGenerated(Secret given) {
    return new SetupCode(given.isEmpty() ? generate() : given);
  }

  private static Secret generate() {
    String text = RandomText.of(GROUP * GROUPS);
    StringBuilder grouped = new StringBuilder();
    for (int i = 0; i < GROUPS; i++) {
      grouped.append(i == 0 ? "" : "-").append(text, i * GROUP, (i + 1) * GROUP);
    }
    return Secret.of(grouped.toString());
  }

  /** For the console, while no administrator exists; nowhere else. */
  public Secret shown() {
    return code;
  }

  /** In the same time whether right or nearly right; {@link Secret} compares so. */
  boolean matches(Secret candidate) {
    return code.equals(candidate);
  }
}
