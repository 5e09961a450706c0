package dev.arrway.app;

import picocli.CommandLine.Command;

/** A command that prints the contract. */
@Command(
    name = "openapi",
    mixinStandardHelpOptions = true,
    description = "Prints the OpenAPI document of the API, as it is served at /docs/openapi.yaml.")
final class OpenApiCommand implements Runnable {
  @Override
  public void run() {
    System.out.println(ServedContract.of(UpstreamCatalog.standard()).yaml());
  }
}
