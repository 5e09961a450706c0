package dev.arrway.app;

import dev.arrway.sandbox.PlannedSimulator;
import dev.arrway.sandbox.SandboxSettings;
import dev.arrway.sandbox.Simulator;
import dev.arrway.sandbox.SimulatorOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The command-line options that a command has for each simulator of a catalog. */
final class SimulatorOptions {
  /** The address that all simulated servers listen on. */
  private static final String HOST = "127.0.0.1";

  private static final int LAST_PORT = 65_535;

  private final CommandSpec command;
  private final List<SimulatorArguments> arguments;

  /** The options of one simulator; its own ones have the positions of {@code own}. */
  private record SimulatorArguments(
      Simulator simulator,
      OptionSpec port,
      List<SimulatorOption<?>> own,
      List<OptionSpec> ownSpecs) {

    List<OptionSpec> specs() {
      List<OptionSpec> all = new ArrayList<>(ownSpecs);
      all.add(port);
      return all;
    }
  }

  private SimulatorOptions(CommandSpec command, List<SimulatorArguments> arguments) {
    this.command = command;
    this.arguments = List.copyOf(arguments);
    arguments.stream().flatMap(one -> one.specs().stream()).forEach(command::addOption);
  }

  /**
   * Adds to a command the port of each simulator, its usual one by default, and the simulators' own
   * options.
   */
  static SimulatorOptions addAll(CommandSpec command, SimulatorCatalog simulators) {
    return new SimulatorOptions(
        command, simulators.all().stream().map(SimulatorOptions::withUsualPort).toList());
  }

  /** Adds to a command the port of each simulator, any free one by default. */
  static SimulatorOptions addPorts(CommandSpec command, SimulatorCatalog simulators) {
    return new SimulatorOptions(
        command, simulators.all().stream().map(SimulatorOptions::withFreePort).toList());
  }

  /**
   * Returns what to start, in the catalog's order, once the command line has been parsed.
   *
   * @param common changes the settings of each server
   * @throws ParameterException for a value outside its range
   * @throws dev.arrway.platform.store.StartFailure when a port is taken
   */
  List<PlannedSimulator> plan(UnaryOperator<SandboxSettings> common) {
    List<PlannedSimulator> planned =
        arguments.stream()
            .map(one -> new PlannedSimulator(one.simulator(), common.apply(settings(one))))
            .toList();
    arguments.forEach(SimulatorOptions::checkPort);
    return planned;
  }

  private SandboxSettings settings(SimulatorArguments one) {
    SandboxSettings settings = one.simulator().defaults();
    for (int i = 0; i < one.own().size(); i++) {
      settings = changed(settings, one.own().get(i), one.ownSpecs().get(i));
    }
    int port = value(one.port());
    if (port < 0 || port > LAST_PORT) {
      throw refused(one.port(), "must be between 0 and " + LAST_PORT + ", not " + port);
    }
    return settings.withPort(port);
  }

  private SandboxSettings changed(
      SandboxSettings settings, SimulatorOption<?> option, OptionSpec spec) {
    try {
      return option.applyTo(settings, value(spec));
    } catch (IllegalArgumentException e) {
      throw refused(spec, Objects.requireNonNull(e.getMessage()));
    }
  }

  private ParameterException refused(OptionSpec option, String reason) {
    return new ParameterException(command.commandLine(), option.names()[0] + " " + reason);
  }

  private static void checkPort(SimulatorArguments one) {
    String option = one.port().names()[0];
    int port = value(one.port());
    PortCheck.check(HOST, port, option, "choose another one with " + option + " NUMBER");
  }

  private static <T> T value(OptionSpec option) {
    return Objects.requireNonNull(option.getValue());
  }

  private static SimulatorArguments withUsualPort(Simulator simulator) {
    int port = simulator.defaults().port();
    String text = "%s's port, 0 for any free one (default: %d).";
    List<SimulatorOption<?>> own = simulator.options();
    return new SimulatorArguments(
        simulator,
        port(simulator, port, text.formatted(simulator.displayName(), port)),
        own,
        own.stream().map(option -> spec(simulator, option)).toList());
  }

  private static SimulatorArguments withFreePort(Simulator simulator) {
    String text = "The simulated " + simulator.displayName() + "'s port (default: any free one).";
    return new SimulatorArguments(simulator, port(simulator, 0, text), List.of(), List.of());
  }

  private static OptionSpec port(Simulator simulator, int usual, String description) {
    return OptionSpec.builder("--" + simulator.type() + "-port")
        .paramLabel("PORT")
        .type(int.class)
        .defaultValue(String.valueOf(usual))
        .description(description)
        .build();
  }

  /** The aliases come first: messages name the first one, which users have known longer. */
  private static OptionSpec spec(Simulator simulator, SimulatorOption<?> option) {
    Stream<String> names =
        Stream.concat(option.aliases().stream(), Stream.of(simulator.type() + "-" + option.name()));
    return OptionSpec.builder(names.map(name -> "--" + name).toArray(String[]::new))
        .paramLabel(option.label())
        .type(option.valueType())
        .defaultValue(String.valueOf(option.defaultValue()))
        .description(option.description() + " (default: " + option.defaultValue() + ").")
        .build();
  }
}
