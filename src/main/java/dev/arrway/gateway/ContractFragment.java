package dev.arrway.gateway;

/**
 * A named part of the contract: the resource {@code /openapi/<name>.yaml}.
 *
 * @param name the name of the resource without its folder and ending
 * @param tier a fragment may refer to its own components and to those of fragments with a lower
 *     tier
 */
public record ContractFragment(String name, int tier) {
  /**
   * Creates a fragment.
   *
   * @throws IllegalArgumentException when the name is not of lower-case letters
   */
  public ContractFragment {
    if (!name.matches("[a-z]+")) {
      throw new IllegalArgumentException(
          "The name of a contract fragment must be of lower-case letters: '" + name + "'");
    }
  }

  /** Returns the name of the file, such as {@code accounts.yaml}. */
  String file() {
    return name + ".yaml";
  }

  /** Returns the name of the resource on the class path. */
  String resource() {
    return "/openapi/" + file();
  }
}
