package dev.arrway.upstream;

import dev.arrway.protocol.Change;
import dev.arrway.protocol.Reply;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The descriptions of changes in events: the subject of a change, whatever became of it, and its
 * effect, once it was carried out. Neither holds a secret. A change without an entry has neither.
 */
public final class ChangeDescriptions {
  private static final Logger log = LoggerFactory.getLogger(ChangeDescriptions.class);

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
          one.subjects.forEach((type, subject) -> put(merged.subjects, type, subject));
          one.effects.forEach((type, effect) -> put(merged.effects, type, effect));
        });
    return merged.build();
  }

  private static <V> void put(Map<Class<?>, V> all, Class<?> type, V description) {
    if (all.put(type, description) != null) {
      throw new IllegalStateException(type.getName() + " is described twice");
    }
  }

  /** Returns what a change is about, by snake_case names; empty when others know nothing of it. */
  public Map<String, Object> subject(Change<?> change) {
    Function<Change<?>, Map<String, Object>> subject = subjects.get(change.getClass());
    return subject == null ? Map.of() : described(change, () -> subject.apply(change), Map.of());
  }

  /** Returns what a change has brought about; empty when nothing is to be told of it. */
  public Optional<ChangeEffect> effect(Change<?> change, Reply reply) {
    BiFunction<Change<?>, Reply, ChangeEffect> effect = effects.get(change.getClass());
    return effect == null
        ? Optional.empty()
        : described(change, () -> Optional.of(effect.apply(change, reply)), Optional.empty());
  }

  /** Returns a description, or nothing when it fails: no change depends on how events show it. */
  private static <T> T described(Change<?> change, Supplier<T> description, T nothing) {
    try {
      return description.get();
    } catch (RuntimeException e) {
      log.atError()
          .addKeyValue("change", change.getClass().getSimpleName())
          .setCause(e)
          .log("a change cannot be described in events");
      return nothing;
    }
  }

  /** A builder of the descriptions of one kind. */
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
