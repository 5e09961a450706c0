package dev.arrway.platform.bus;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Records with random contents; what may be null is, half of the time. */
final class Invented {
  private static final String ALPHABET = "aZ09 .\\\"'\n\u0000é中😀{}";
  private final Random random;

  Invented(long seed) {
    random = new Random(seed);
  }

  Object record(Class<?> type) {
    return value(type, Map.of());
  }

  private Object component(RecordComponent component, Map<String, Type> variables) {
    boolean nullable = component.getAnnotatedType().isAnnotationPresent(Nullable.class);
    return nullable && random.nextBoolean() ? null : value(component.getGenericType(), variables);
  }

  private Object value(Type type, Map<String, Type> variables) {
    if (type instanceof TypeVariable<?> variable) {
      return value(variables.get(variable.getName()), Map.of());
    }
    if (type instanceof ParameterizedType generic) {
      return generic(generic, variables);
    }
    Class<?> plain = (Class<?>) type;
    if (plain.isEnum()) {
      return plain.getEnumConstants()[random.nextInt(plain.getEnumConstants().length)];
    }
    return plain.isRecord() ? made(plain, variables) : scalar(plain);
  }

  private Object generic(ParameterizedType type, Map<String, Type> outer) {
    Class<?> raw = (Class<?>) type.getRawType();
    Type[] arguments = type.getActualTypeArguments();
    if (raw == List.class) {
      return Stream.generate(() -> value(arguments[0], outer)).limit(random.nextInt(4)).toList();
    }
    if (raw
        == Set.class) { // of at most one element, since the order of more differs from run to run
      return Stream.generate(() -> value(arguments[0], outer))
          .limit(random.nextInt(2))
          .collect(Collectors.toUnmodifiableSet());
    }
    if (raw == Map.class) {
      Map<Object, Object> map = new TreeMap<>();
      for (int i = random.nextInt(4); i > 0; i--) {
        map.put(value(arguments[0], outer), value(arguments[1], outer));
      }
      return map;
    }
    Map<String, Type> variables = new HashMap<>();
    for (int i = 0; i < arguments.length; i++) {
      variables.put(raw.getTypeParameters()[i].getName(), arguments[i]);
    }
    return made(raw, variables);
  }

  private Object scalar(Class<?> type) {
    if (type == String.class) {
      StringBuilder text = new StringBuilder();
      random
          .ints(random.nextInt(9), 0, ALPHABET.codePointCount(0, ALPHABET.length()))
          .forEach(i -> text.appendCodePoint(ALPHABET.codePoints().toArray()[i]));
      return text.toString();
    }
    if (type == Instant.class) {
      return Instant.ofEpochSecond(random.nextInt(), random.nextInt(1_000_000_000));
    }
    if (type == LocalDate.class) {
      return LocalDate.ofEpochDay(random.nextInt(100_000));
    }
    if (type == boolean.class || type == Boolean.class) {
      return random.nextBoolean();
    }
    if (type == int.class || type == Integer.class) {
      return random.nextInt();
    }
    if (type == long.class || type == Long.class) {
      return random.nextLong();
    }
    if (type == double.class || type == Double.class) {
      return random.nextDouble();
    }
    throw new IllegalStateException("messages hold no " + type + " so far: invent one here");
  }

  private Object made(Class<?> type, Map<String, Type> variables) {
    RecordComponent[] components = type.getRecordComponents();
    Class<?>[] types = Stream.of(components).map(RecordComponent::getType).toArray(Class[]::new);
    Object[] values = Stream.of(components).map(c -> component(c, variables)).toArray();
    try {
      var constructor = type.getDeclaredConstructor(types);
      constructor.setAccessible(true);
      return constructor.newInstance(values);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException(type.getName(), e);
    }
  }
}
