package dev.arrway.app;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Serves until the process is told to end. */
@Command(
    name = "serve",
    mixinStandardHelpOptions = true,
    description = {
      "Starts the gateway (the default command).",
      "It starts a PostgreSQL of its own unless database.uri names one."
    })
final class ServeCommand implements Runnable {
  @Mixin private CommonOptions options = new CommonOptions();

  @Override
  public void run() {
    Running.untilTheProcessEnds(options.load());
  }
}
