package dev.arrway.sandbox;

import java.util.List;
import java.util.function.BiFunction;
import java.util.stream.Stream;

/**
 * A command-line option of one simulator.
 *
 * @param <T> the type of its values: {@code Integer} or {@code String}
 * @param name such as {@code movies}: on the command line the simulator's type comes first, as in
 *     {@code --radarr-movies}
 * @param aliases further names, whole but for their dashes
 * @param label what the help shows in place of a value, such as {@code NUMBER}
 * @param valueType the class of the values
 * @param defaultValue the value unless another one is given
 * @param description a sentence for the help, without its period
 * @param change returns the settings with a value; throws {@code IllegalArgumentException} for a
 *     value that is refused, with a message that continues the option's name ("must be …")
 */
public record SimulatorOption<T>(
    String name,
    List<String> aliases,
    String label,
    Class<T> valueType,
    T defaultValue,
    String description,
    BiFunction<SandboxSettings, T, SandboxSettings> change) {
  /** Keeps its own copy of the aliases. */
  public SimulatorOption {
    aliases = List.copyOf(aliases);
  }

  /** Returns an option for the number of titles in the library, 0 to 200,000. */
  public static SimulatorOption<Integer> titles(String name, String description, int usual) {
    return new SimulatorOption<>(
        name, List.of(), "NUMBER", Integer.class, usual, description, SimulatorOption::withTitles);
  }

  /** Returns an option for the simulated version, one of several. */
  public static SimulatorOption<String> version(
      String name, String description, List<String> versions, String usual) {
    var known = List.copyOf(versions);
    return new SimulatorOption<>(
        name,
        List.of(),
        "VERSION",
        String.class,
        usual,
        description,
        (settings, version) -> withVersion(settings, known, version));
  }

  /** Returns this option with one more name, whole but for its dashes. */
  public SimulatorOption<T> withAlias(String alias) {
    var all = Stream.concat(aliases.stream(), Stream.of(alias)).toList();
    return new SimulatorOption<>(name, all, label, valueType, defaultValue, description, change);
  }

  /**
   * Returns the settings with a value of this option.
   *
   * @throws IllegalArgumentException for a value that is refused
   */
  public SandboxSettings applyTo(SandboxSettings settings, Object value) {
    return change.apply(settings, valueType.cast(value));
  }

  private static SandboxSettings withTitles(SandboxSettings settings, int titles) {
    int most = SandboxSettings.MOST_TITLES;
    if (titles < 0 || titles > most) {
      throw new IllegalArgumentException("must be between 0 and " + most + ", not " + titles);
    }
    return settings.withLibrary(titles, settings.offset());
  }

  private static SandboxSettings withVersion(
      SandboxSettings settings, List<String> known, String version) {
    if (!known.contains(version)) {
      throw new IllegalArgumentException("must be " + choices(known) + ", not " + version);
    }
    return settings.withVersion(version);
  }

  private static String choices(List<String> known) {
    int last = known.size() - 1;
    return last == 0
        ? known.get(0)
        : String.join(", ", known.subList(0, last)) + " or " + known.get(last);
  }
}
