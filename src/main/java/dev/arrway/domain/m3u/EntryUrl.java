package dev.arrway.domain.m3u;

import java.util.List;

/**
 * An address in two halves that may be stored apart: a template that holds no secret, and the
 * secrets, in order.
 *
 * @param template the address with {@link #SLOT} in place of each secret
 * @param secrets what was taken out; secret
 */
public record EntryUrl(String template, List<String> secrets) {

  /** Stands for one secret. */
  public static final String SLOT = "{}";

  /** Stands for a secret in what users see. */
  public static final String MASK = "********";

  public EntryUrl {
    secrets = List.copyOf(secrets);
  }

  /**
   * The address as it was.
   *
   * @throws IllegalStateException when the template has another number of slots than there are
   *     secrets
   */
  public String rejoin() {
    StringBuilder out = new StringBuilder(template.length() + 16 * secrets.size());
    int at = 0;
    for (String secret : secrets) {
      int slot = template.indexOf(SLOT, at);
      if (slot < 0) {
        throw new IllegalStateException("fewer slots than secrets in an entry address");
      }
      out.append(template, at, slot).append(secret);
      at = slot + SLOT.length();
    }
    if (template.indexOf(SLOT, at) >= 0) {
      throw new IllegalStateException("more slots than secrets in an entry address");
    }
    return out.append(template, at, template.length()).toString();
  }

  /** The address with every secret masked. */
  public String masked() {
    return template.replace(SLOT, MASK);
  }

  /** The masked address. */
  @Override
  public String toString() {
    return masked();
  }
}
