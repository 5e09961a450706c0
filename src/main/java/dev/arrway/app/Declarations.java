package dev.arrway.app;

import dev.arrway.feature.instances.InstanceRequest;
import dev.arrway.platform.config.InstanceDeclaration;
import dev.arrway.platform.config.Secret;
import java.util.Optional;

/** Instances of the configuration as requests. */
final class Declarations {
  private Declarations() {}

  static InstanceRequest request(InstanceDeclaration declared) {
    return new InstanceRequest(
        Optional.of(declared.name()),
        Optional.of(declared.type()),
        Optional.of(declared.url()),
        secret(declared.apiKey()),
        Optional.of(declared.username()).filter(name -> !name.isEmpty()),
        secret(declared.password()),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.of(true),
        Optional.of(declared.settings()));
  }

  private static Optional<Secret> secret(Secret secret) {
    return Optional.of(secret).filter(it -> !it.isEmpty());
  }
}
