package dev.arrway.feature.accounts;

/**
 * The work of one Argon2id hash.
 *
 * @param memoryKib memory in KiB, 8 × parallelism to 1 GiB
 * @param iterations passes, 1 to 16
 * @param parallelism lanes, 1 to 8
 */
public record Argon2Cost(int memoryKib, int iterations, int parallelism) {
  /** OWASP's first recommendation for Argon2id with little memory: 19 MiB, two passes, one lane. */
  public static final Argon2Cost STANDARD = new Argon2Cost(19 * 1024, 2, 1);

  private static final int MAX_MEMORY_KIB = 1 << 20;

  /** Bounds also what a stored hash can ask for. */
  public Argon2Cost {
    if (parallelism < 1 || parallelism > 8 || iterations < 1 || iterations > 16) {
      throw new IllegalArgumentException("Argon2 t=" + iterations + " p=" + parallelism);
    }
    if (memoryKib < 8 * parallelism || memoryKib > MAX_MEMORY_KIB) {
      throw new IllegalArgumentException("Argon2 m=" + memoryKib);
    }
  }
}
