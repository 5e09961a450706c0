package dev.arrway.upstream;

import dev.arrway.protocol.Change;
import dev.arrway.protocol.Reply;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * What events show of the changes of one or several kinds: the subject of a change, whatever became
 * of it, and its effect, once it was carried out. Neither holds a secret. A change without an entry
 * has neither.
 */
public final class ChangeDescriptions {
  /** Descriptions of nothing. */
  public static final ChangeDescriptions NONE = new ChangeDescriptions(Map.of(), Map.of());

  private final Map<Class<?>, Function<Change<?>, Map<String, Object>>> subjects;
  private final Map<Class<?>, BiFunction<Change<?>, Reply, ChangeEffect>> effects;

  private ChangeDescriptions(
      Map<Class<?>, Function<Change<?>, Map<String, Object>>> subjects,
      Map<Class<?>, BiFunction<Change<?>, Reply, ChangeEffect>> effects) {
    this.subjects = Map.copyOf(subjects);
    this.effects = Map.copyOf(effects);
  }

  /** Returns a builder of the descriptions of one kind. */
  public static Builder builder() {
    return new Builder();
  }

  /** Returns the descriptions of several kinds as one. */
  public static ChangeDescriptions merged(Collection<ChangeDescriptions> all) {
    Builder merged = builder();
    all.forEach(
        one -> {
          merged.subjects.putAll(one.subjects);
          merged.effects.putAll(one.effects);
        });
    return merged.build();
  }

  /** Returns what a change is about, by snake_case names; empty when others know nothing of it. */
  public Map<String, Object> subject(Change<?> change) {
    Function<Change<?>, Map<String, Object>> subject = subjects.get(change.getClass());
    return subject == null ? Map.of() : subject.apply(change);
  }

  /** Returns what a change has brought about; empty when nothing is to be told of it. */
  public Optional<ChangeEffect> effect(Change<?> change, Reply reply) {
    BiFunction<Change<?>, Reply, ChangeEffect> effect = effects.get(change.getClass());
    return effect == null ? Optional.empty() : Optional.of(effect.apply(change, reply));
  }

  /** Collects the descriptions of one kind. */
  public static final class Builder {
    private final Map<Class<?>, Function<Change<?>, Map<String, Object>>> subjects =
        new HashMap<>();
    private final Map<Class<?>, BiFunction<Change<?>, Reply, ChangeEffect>> effects =
        new HashMap<>();

    private Builder() {}

    /** Adds how the subject of one type of change is described. */
    public <M extends Change<?>> Builder subject(
        Class<M> type, Function<M, Map<String, Object>> subject) {
      subjects.put(type, change -> subject.apply(type.cast(change)));
      return this;
    }

    /**
     * Adds how the effect of one type of change is described.
     *
     * @param replyType the reply to the change
     */
    public <M extends Change<R>, R extends Reply> Builder effect(
        Class<M> type, Class<R> replyType, BiFunction<M, R, ChangeEffect> effect) {
      effects.put(type, (change, reply) -> effect.apply(type.cast(change), replyType.cast(reply)));
      return this;
    }

    /** Returns the descriptions. */
    public ChangeDescriptions build() {
      return new ChangeDescriptions(subjects, effects);
    }
  }
}
