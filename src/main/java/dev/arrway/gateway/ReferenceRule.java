package dev.arrway.gateway;

import java.util.Map;

/**
 * The rule that the references of a fragment lead to its own components or to those of fragments of
 * a lower tier.
 *
 * @param definedBy the fragment that defines each component, by {@code components.<type>.<name>}
 */
record ReferenceRule(Map<String, ContractFragment> definedBy) implements FragmentWalk.TextRule {
  private static final String LOCAL = "#/";

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when the reference is not allowed
   */
  @Override
  public Object apply(String key, String text, FragmentWalk at) {
    if (key.equals("$ref")) {
      check(text, at);
    }
    return text;
  }

  private void check(String reference, FragmentWalk at) {
    ContractFragment fragment = at.fragment();
    ContractFragment owner =
        reference.startsWith(LOCAL)
            ? definedBy.get(reference.substring(LOCAL.length()).replace('/', '.'))
            : null;
    if (owner == null) {
      throw at.refused("refers to '" + reference + "', which no fragment defines");
    }
    if (!owner.equals(fragment) && owner.tier() >= fragment.tier()) {
      throw at.refused(
          "refers to '%s' of %s, whose tier %d is not below %d"
              .formatted(reference, owner.file(), owner.tier(), fragment.tier()));
    }
  }
}
