package dev.arrway.gateway;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;

/** A walk over all texts of a fragment. One walk applies all rules, since it delays the start. */
final class FragmentWalk {
  /** A rule for the texts of a fragment. */
  @FunctionalInterface
  interface TextRule {
    /**
     * Returns the value that replaces a text, or the same text.
     *
     * @param key the name of the innermost member that the text belongs to
     * @param at where the text is
     */
    Object apply(String key, String text, FragmentWalk at);
  }

  private final ContractFragment fragment;
  private final List<TextRule> rules;
  private final Deque<String> path = new ArrayDeque<>();

  private FragmentWalk(ContractFragment fragment, List<TextRule> rules) {
    this.fragment = fragment;
    this.rules = rules;
  }

  /** Applies the rules to every text. */
  static void run(FragmentContent content, List<TextRule> rules) {
    new FragmentWalk(content.fragment(), rules).walk(content.document().getMap());
  }

  ContractFragment fragment() {
    return fragment;
  }

  /** Returns an exception that names file, key and problem. */
  IllegalArgumentException refused(String problem) {
    return new IllegalArgumentException(
        fragment.file() + " at '" + String.join(".", path) + "' " + problem);
  }

  private void walk(Map<String, Object> object) {
    for (Map.Entry<String, Object> member : object.entrySet()) {
      path.addLast(member.getKey());
      Object value = member.getValue();
      Object result = result(value);
      if (result != value) {
        member.setValue(result);
      }
      path.removeLast();
    }
  }

  private Object result(Object node) {
    if (node instanceof String text) {
      return applied(text);
    }
    if (node instanceof Map<?, ?> map) {
      walk(asObject(map));
    } else if (node instanceof List<?> list) {
      return list.stream().map(this::result).toList();
    }
    return node;
  }

  private Object applied(String text) {
    String key = path.getLast();
    for (TextRule rule : rules) {
      Object result = rule.apply(key, text, this);
      if (result != text) {
        return result;
      }
    }
    return text;
  }

  @SuppressWarnings("unchecked") // The names of a YAML object are read as texts.
  private static Map<String, Object> asObject(Map<?, ?> map) {
    return (Map<String, Object>) map;
  }
}
