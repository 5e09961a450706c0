package dev.arrway.app;

import dev.arrway.gateway.ContractDocument;
import picocli.CommandLine.Command;

/** Prints the contract. */
@Command(
    name = "openapi",
    mixinStandardHelpOptions = true,
    description = "Prints the OpenAPI document of the API, as it is served at /docs/openapi.yaml.")
final class OpenApiCommand implements Runnable {
  @Override
  public void run() {
    System.out.println(
        ContractDocument.bundled()
            .withInstanceTypes(UpstreamCatalog.standard().settingsSchemas())
            .yaml());
  }
}
