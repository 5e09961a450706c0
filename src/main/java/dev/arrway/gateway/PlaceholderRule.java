package dev.arrway.gateway;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The rule that replaces placeholders such as <code>${instance_types}</code> by values.
 *
 * <p>A text that consists of a placeholder becomes the value itself, whatever its type. Within a
 * longer text, the elements of the value are enumerated: `a`, `b` or `c`.
 *
 * @param values JSON values by name
 */
record PlaceholderRule(Map<String, ?> values) implements FragmentWalk.TextRule {
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{([^}]*)}");

  PlaceholderRule {
    values = Map.copyOf(values);
  }

  /**
   * {@inheritDoc}
   *
   * @throws IllegalArgumentException when there is no value for a placeholder
   */
  @Override
  public Object apply(String key, String text, FragmentWalk at) {
    if (!text.contains("${")) {
      return text;
    }
    Matcher matcher = PLACEHOLDER.matcher(text);
    if (matcher.matches()) {
      return value(matcher.group(1), at);
    }
    return matcher.replaceAll(
        found -> Matcher.quoteReplacement(enumeration(value(found.group(1), at))));
  }

  private Object value(String name, FragmentWalk at) {
    Object value = values.get(name);
    if (value == null) {
      throw at.refused(
          "uses the unknown placeholder '"
              + name
              + "'; known are "
              + new TreeSet<>(values.keySet()));
    }
    return value;
  }

  private static String enumeration(Object value) {
    List<?> elements = value instanceof List<?> list ? list : List.of(value);
    String quoted = elements.stream().map(it -> "`" + it + "`").collect(Collectors.joining(", "));
    int last = quoted.lastIndexOf(", ");
    return last < 0 ? quoted : quoted.substring(0, last) + " or " + quoted.substring(last + 2);
  }
}
