package dev.arrway.upstream;

import dev.arrway.platform.config.Secret;

/** What is shown to an upstream so that it answers. */
public sealed interface Credentials {
  /** A key. */
  record ApiKey(Secret key) implements Credentials {}

  /** A user name and a password. */
  record Login(String username, Secret password) implements Credentials {}
}
